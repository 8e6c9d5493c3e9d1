/// Finds what the parts of an expression cost, and how large what they give is.
struct CostEstimator {
  let checker: Checker
  let sizes: SizeAssumptions
  let patterns: ConstantPatterns
  /// Sizes of the variables of macros, by slot.
  private var locals: [Int: Extent] = [:]

  init(checker: Checker, sizes: SizeAssumptions, patterns: ConstantPatterns) {
    self.patterns = patterns
    self.checker = checker
    self.sizes = sizes
  }

  /// Costs of parts, by node.
  private(set) var costs: [Int: Count] = [:]

  typealias Estimate = (cost: Count, extent: Extent)

  mutating func estimate(_ expression: Expression) -> Estimate {
    let estimate = work(expression)
    costs[expression.id] = estimate.cost
    return estimate
  }

  private mutating func work(_ expression: Expression) -> Estimate {
    switch expression.kind {
    case .literal(let value): return (.none, Extent(value))
    case .name: return (.none, named(expression))
    case .select(let operand, let field, _, _):
      if checker.meanings[expression.id] != nil { return (.none, named(expression)) }
      let base = estimate(operand)
      return (base.cost, member(field, of: base.extent, checker.types[expression.id]))
    case .has(let operand, _): return (estimate(operand).cost, .scalar)
    case .call: return call(expression)
    case .list(let elements, let optional):
      var (cost, extent) = (Count.none, Extent?.none)
      for element in elements {
        let part = estimate(element)
        cost += part.cost
        extent = extent?.or(part.extent) ?? part.extent
      }
      return (cost, .list(Count(least: elements.count - optional.count, most: elements.count), extent ?? .scalar))
    case .map(let entries):
      var (cost, key, value) = (Count.none, Extent?.none, Extent?.none)
      for entry in entries {
        let (name, content) = (estimate(entry.key), estimate(entry.value))
        cost += name.cost + content.cost
        key = key?.or(name.extent) ?? name.extent
        value = value?.or(content.extent) ?? content.extent
      }
      return (cost, .map(Count(least: 0, most: entries.count), key: key ?? .scalar, value: value ?? .scalar))
    case .comprehension(let part): return comprehension(expression, part)
    case .bind(_, let value, let result):
      let bound = estimate(value)
      set(expression, 0, bound.extent)
      let rest = estimate(result)
      return (bound.cost + rest.cost, rest.extent)
    case .block(let values, let result):
      var cost = Count.none
      for (place, value) in values.enumerated() {
        let part = estimate(value)
        cost += part.cost
        set(expression, place, part.extent)
      }
      let rest = estimate(result)
      return (cost + rest.cost, rest.extent)
    case .logic(_, let operands):
      let costs = operands.map { estimate($0).cost }
      let all = costs.reduce(.none) { $0 + $1 }
      // One operand may decide, whichever comes first.
      return (Count(least: costs.first?.least ?? 0, most: all.most), .scalar)
    case .conditional(let condition, let yes, let no):
      let (asked, first, second) = (estimate(condition), estimate(yes), estimate(no))
      return (asked.cost + first.cost.or(second.cost), first.extent.or(second.extent))
    }
  }

  private mutating func set(_ expression: Expression, _ place: Int, _ extent: Extent) {
    if let slot = checker.locals[expression.id]?[place] { locals[slot] = extent }
  }

  // MARK: Names, fields and types

  private func named(_ expression: Expression) -> Extent {
    switch checker.meanings[expression.id] {
    case .local(let slot): locals[slot] ?? .unknown
    case .variable: extent(of: checker.types[expression.id], maxSize: nil)
    case .constant(let value): Extent(value)
    case .unknown, nil: .unknown
    }
  }

  func member(_ field: String, of extent: Extent, _ type: CELType) -> Extent {
    switch extent {
    case .record(let record):
      guard let known = record.field(field) else { return self.extent(of: type, maxSize: nil) }
      return self.extent(of: known.type, maxSize: known.maxSize)
    case .map(_, _, let value): return value
    default: return self.extent(of: type, maxSize: nil)
    }
  }

  /// How large a value of a type can be, of which nothing else is known.
  func extent(of type: CELType, maxSize: Int?) -> Extent {
    let elements = Count(least: 0, most: maxSize ?? sizes.elements)
    switch type {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .error: return .scalar
    // A code point has at most four bytes.
    case .string, .bytes: return .text(Count(least: 0, most: maxSize.map { $0 * 4 } ?? sizes.text))
    case .enumeration(let enumeration):
      return .text(Count(least: 0, most: enumeration.values.map { $0.utf8.count }.max() ?? 0))
    case .list(let element): return .list(elements, extent(of: element, maxSize: nil))
    case .map(let key, let value):
      return .map(elements, key: extent(of: key, maxSize: nil), value: extent(of: value, maxSize: nil))
    case .optional(let inner), .nullable(let inner): return extent(of: inner, maxSize: maxSize)
    case .record(let record): return .record(record)
    case .named(let name): return checker.environment.records[name].map { .record($0) } ?? .unknown
    case .abstract: return .scalar
    case .dyn, .parameter: return .unknown
    }
  }

  // MARK: Macros

  private mutating func comprehension(_ expression: Expression, _ part: Expression.Comprehension) -> Estimate {
    let over = estimate(part.over)
    let (count, key, element) = parts(of: over.extent, part)
    let slots = checker.locals[expression.id] ?? []
    if slots.count == 2 {
      set(expression, 0, key)
      set(expression, 1, element)
    } else {
      set(expression, 0, isMap(over.extent) ? key : element)
    }
    let asked = part.condition.map { estimate($0).cost } ?? .none
    let body = estimate(part.body)
    switch part.kind {
    case .optMap, .optFlatMap: return (over.cost + body.cost.atMost, body.extent)
    case .all, .exists:
      // The first element may decide.
      let most = count.atMost * (Count(1) + asked + body.cost)
      return (over.cost + most.atMost, .scalar)
    default: break
    }
    let round = Count(1) + asked + (part.condition == nil ? body.cost : body.cost.atMost)
    let cost = over.cost + count * round
    let kept = part.condition == nil ? count : count.atMost
    switch part.kind {
    case .existsOne: return (cost, .scalar)
    case .filter: return (cost, .list(count.atMost, isMap(over.extent) ? key : element))
    case .sortBy:
      return (cost + steps(.sorting, .list(count, body.extent)).atMost, .list(count, element))
    case .transformMap: return (cost, .map(kept, key: key, value: body.extent))
    case .transformMapEntry:
      if case .map(let entries, let key, let value) = body.extent {
        return (cost, .map((kept * entries).atMost, key: key, value: value))
      }
      return (cost, .unknown)
    default: return (cost, .list(kept, body.extent))
    }
  }

  private func isMap(_ extent: Extent) -> Bool {
    switch extent {
    case .map, .record: true
    default: false
    }
  }

  /// How many elements there are to go over, and how large they are.
  private func parts(
    of extent: Extent, _ part: Expression.Comprehension
  ) -> (count: Count, key: Extent, element: Extent) {
    switch extent {
    case .list(let count, let element): return (count, .scalar, element)
    case .map(let count, let key, let value): return (count, key, value)
    case .record(let record) where part.kind == .optMap || part.kind == .optFlatMap:
      return (Count(1), .scalar, .record(record))
    case .record(let record):
      let names = record.fields.map { $0.name.utf8.count }.max() ?? 0
      return (
        Count(least: 0, most: record.isOpen ? sizes.elements : record.fields.count), .text(Count(names)), .unknown
      )
    case .scalar, .text: return (Count(1), .scalar, extent)
    case .unknown: return (Count(least: 0, most: sizes.elements), .unknown, .unknown)
    }
  }

  /// Steps for reading all of a value once, at the rate of ``Function/Cost/deep``.
  func weight(_ extent: Extent) -> Count {
    switch extent {
    case .scalar: return Count(1)
    case .text(let bytes): return Count(1) + bytes.shifted(right: 4)
    case .list(let count, let element): return Count(1) + count * weight(element)
    case .map(let count, let key, let value): return Count(1) + count * (weight(key) + weight(value))
    case .record, .unknown: return Count(least: 0, most: nil)
    }
  }
}

extension Extent {
  /// That of a value that is known.
  init(_ value: Value) {
    switch value {
    case .text(let text): self = .text(Count(text.byteCount))
    case .bytes(let bytes): self = .text(Count(bytes.count))
    case .list(let list):
      self = .list(
        Count(list.count), list.dropFirst().reduce(list.first.map(Extent.init) ?? .scalar) { $0.or(Extent($1)) })
    case .map(let map):
      let keys = map.entries.map { Extent($0.key) }
      let values = map.entries.map { Extent($0.value) }
      self = .map(
        Count(map.count), key: keys.dropFirst().reduce(keys.first ?? .scalar) { $0.or($1) },
        value: values.dropFirst().reduce(values.first ?? .scalar) { $0.or($1) })
    case .optional(let wrapped?): self = Extent(wrapped)
    default: self = .scalar
    }
  }
}
