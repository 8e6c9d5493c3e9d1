/// Calls: what they cost, and how large what they give is.
extension CostEstimator {
  mutating func call(_ expression: Expression) -> Estimate {
    guard case .call(let written, _, let target, let arguments) = expression.kind else { return (.none, .unknown) }
    let name = checker.functions[expression.id] ?? written
    let isQualified = name != written && name.hasSuffix(".\(written)")
    let parts = (isQualified ? [] : [target].compactMap(\.self)) + arguments
    let estimates = parts.map { estimate($0) }
    let extents = estimates.map { $0.extent }
    let before = estimates.reduce(Count.none) { $0 + $1.cost }
    let type = checker.types[expression.id]
    return (before + own(name, parts, extents).atMost, result(name, parts, extents, type))
  }

  /// What the call itself costs.
  private func own(_ name: String, _ parts: [Expression], _ extents: [Extent]) -> Count {
    switch name {
    case "_==_", "_!=_": return comparison(extents)
    case "@in":
      guard extents.count == 2, case .list(let count, let element) = extents[1] else { return Count(1) }
      return Count(1) + count * comparison([extents[0], element])
    case "matches", "regex.replace", "regex.extract", "regex.extractAll":
      guard parts.count >= 2, case .literal(.text(let source)) = parts[1].kind,
        case .success(let pattern)? = patterns.pattern(source)
      else {
        return Count(least: 0, most: nil)
      }
      let bytes = bytes(extents[0])
      // Every search pays for the rest of the text, at most once for each of its bytes.
      let once = Count(2) + (bytes * Count(pattern.size)).shifted(right: 5)
      return name == "matches" ? once : plain(name, extents) + (Count(2) + bytes) * once
    default: return plain(name, extents)
    }
  }

  /// What a call costs by the function's ``Function/cost``.
  private func plain(_ name: String, _ extents: [Extent]) -> Count {
    guard let function = checker.environment.functions[name] else { return Count(1) }
    return extents.reduce(Count(1)) { $0 + steps(function.cost, $1) }
  }

  private func comparison(_ extents: [Extent]) -> Count {
    // As much as the smaller of both: what is left over of the other is not looked at.
    let weights = extents.map { weight($0) }
    guard let first = weights.first, let second = weights.last else { return Count(1) }
    switch (first.most, second.most) {
    case (let a?, let b?): return Count(least: 0, most: min(a, b) + 1)
    case (let known?, nil), (nil, let known?): return Count(least: 0, most: known + 1)
    case (nil, nil): return Count(least: 0, most: nil)
    }
  }

  /// What ``Function/Cost/steps(_:)`` comes to at most.
  func steps(_ cost: Function.Cost, _ extent: Extent) -> Count {
    switch (cost, extent) {
    case (.constant, _), (_, .scalar): return .none
    case (.parsing, .text(let bytes)): return bytes.shifted(right: 1)
    case (_, .text(let bytes)): return bytes.shifted(right: 4)
    case (.all, .list(let count, _)), (.all, .map(let count, _, _)): return count.shifted(right: 1)
    case (.all, .record(let record)): return Count(record.fields.count)
    case (.deep, _): return weight(extent)
    case (.sorting, .list(let count, _)):
      return weight(extent) * Count(least: 0, most: count.most.map { $0.bitWidth - $0.leadingZeroBitCount })
    case (.sorting, _): return weight(extent)
    case (.texts, .list), (.texts, .map), (.texts, .record), (.parsing, _): return .none
    case (_, .unknown): return Count(least: 0, most: nil)
    }
  }

  private func bytes(_ extent: Extent) -> Count {
    if case .text(let bytes) = extent { return bytes.atMost }
    return extent == .scalar ? Count(least: 0, most: 40) : Count(least: 0, most: nil)
  }

  // MARK: Results

  private func result(_ name: String, _ parts: [Expression], _ extents: [Extent], _ type: CELType) -> Extent {
    guard let first = extents.first else { return extent(of: type, maxSize: nil) }
    let second = extents.count > 1 ? extents[1] : Extent.scalar
    switch name {
    case "_+_":
      switch (first, second) {
      case (.text(let a), .text(let b)): return .text(a + b)
      case (.list(let a, let one), .list(let b, let other)):
        return .list(a + b, a.most == 0 ? other : b.most == 0 ? one : one.or(other))
      default: return extent(of: type, maxSize: nil)
      }
    case "_[_]", "_[?_]": return element(parts, first, type)
    case "lowerAscii", "upperAscii", "trim", "substring", "charAt", "truncate", "dyn", "value", "optional.of", "slice",
      "distinct", "sort", "optional.ofNonZeroValue":
      return first.atMost
    case "reverse": return first
    case "first", "last":
      if case .list(_, let element) = first { return element }
      return extent(of: type, maxSize: nil)
    case "orValue", "or", "default": return first.or(second)
    case "string": return .text(bytes(first))
    case "bytes": return first
    case "split":
      let whole = bytes(first)
      return .list(Count(1) + whole, .text(whole))
    case "regex.extract": return .text(bytes(first))
    case "regex.extractAll": return .list(Count(1) + bytes(first), .text(bytes(first)))
    case "join":
      guard case .list(let count, let element) = first else { return limited }
      return .text((count * (bytes(element) + (extents.count > 1 ? bytes(second) : .none))).atMost)
    case "flatten":
      guard case .list(let count, .list(let inner, let element)) = first, parts.count == 1 else {
        return extent(of: type, maxSize: nil)
      }
      return .list((count * inner).atMost, element)
    case "lists.range":
      guard case .literal(.int(let count)) = parts[0].kind, let count = Int(exactly: count), count >= 0 else {
        return .list(Count(least: 0, most: 1_000_000), .scalar)
      }
      return .list(Count(count), .scalar)
    case "replace", "format", "regex.replace", "htmlToText", "textToHtml", "urlEncode", "base64.encode", "hex.encode":
      return type == .string ? limited : extent(of: type, maxSize: nil)
    default: return extent(of: type, maxSize: nil)
    }
  }

  /// A text of a function that bounds what it makes.
  private var limited: Extent { .text(Count(least: 0, most: Text.mostBytes)) }

  private func element(_ parts: [Expression], _ container: Extent, _ type: CELType) -> Extent {
    switch container {
    case .list(_, let element): return element
    case .map(_, _, let value): return value
    case .record:
      guard parts.count == 2, case .literal(.text(let field)) = parts[1].kind else {
        return extent(of: type, maxSize: nil)
      }
      return member(field.string, of: container, type)
    default: return extent(of: type, maxSize: nil)
    }
  }
}

extension Extent {
  /// The same, or smaller.
  fileprivate var atMost: Extent {
    switch self {
    case .text(let bytes): .text(bytes.atMost)
    case .list(let count, let element): .list(count.atMost, element)
    default: self
    }
  }
}
