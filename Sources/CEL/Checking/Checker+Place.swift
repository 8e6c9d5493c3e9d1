/// What the place of an expression asks for.
extension Checker {
  /// Holds an expression against the type that its place asks for.
  mutating func hold(_ expression: Expression, _ type: CELType, to wanted: CELType) {
    let wanted = resolved(wanted)
    if case .optional(let inner) = wanted, case .call(let name, _, .some, let arguments) = expression.kind {
      // `optional.of('new')` is as good as `'new'` where a value of an enumeration is wanted, and `optional.none()` is none.
      if functions[expression.id] == "optional.of", name == "of" {
        return hold(arguments[0], types[arguments[0].id], to: inner)
      }
      if functions[expression.id] == "optional.none" { return }
    }
    if case .conditional(_, let yes, let no) = expression.kind, wanted.isEnumeration {
      hold(yes, types[yes.id], to: wanted)
      hold(no, types[no.id], to: wanted)
      return
    }
    let found = resolved(type)
    if case .optional(let inner) = wanted {
      // An optional place takes a value as well.
      if case .optional(let wrapped) = found { return hold(expression, wrapped, to: inner) }
      return hold(expression, found, to: inner)
    }
    if case .enumeration(let enumeration) = wanted {
      if case .literal(.text) = expression.kind { return hold(expression, in: enumeration) }
      if case .enumeration(let other) = found {
        let strange = other.values.filter { !enumeration.values.contains($0) }
        if strange.isEmpty { return }
        _ = report(
          .typeMismatch,
          "`\(other.name)` has values that `\(enumeration.name)` does not have: \(strange.map { "`\($0)`" }.joined(separator: ", "))",
          expression.range, mends: ["map it through a table"])
        return
      }
      if found == .string {
        _ = report(
          .typeMismatch, "expected a value of `\(enumeration.name)`, found any text", expression.range,
          notes: [
            "its values: \(enumeration.values.map { "`\($0)`" }.joined(separator: ", "))", "map it through a table",
          ])
        return
      }
    }
    guard !unify(wanted, found) else { return }
    _ = report(
      .typeMismatch, "expected \(finished(wanted)), found \(finished(found))", expression.range,
      notes: found.isOptional ? ["it may be missing"] : [], mends: mends(expression, found, for: wanted))
  }
}

extension Checker {
  /// How a part of one type becomes one of another.
  func mends(_ part: Expression, _ found: CELType, for wanted: CELType) -> [String] {
    if let date = dateMend(part) { return [date] }
    return conversionMends(part, found, for: wanted)
  }

  /// A date that stands there bare, `2027-01-01`, which is a subtraction: what it is as a moment.
  func dateMend(_ part: Expression) -> String? {
    let text = Array(written(part).utf8)
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text.indices.allSatisfy({ $0 == 4 || $0 == 7 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[$0]) })
    else { return nil }
    return "write `timestamp('\(written(part))T00:00:00Z')`: bare, it is a subtraction"
  }

  private func conversionMends(_ part: Expression, _ found: CELType, for wanted: CELType) -> [String] {
    switch (resolved(wanted), resolved(found)) {
    case (let wanted, .optional(let inner)) where resolved(inner) == wanted || resolved(inner) == .dyn:
      ["say what is taken where it is missing: `\(written(part)).orValue(…)`"]
    case (.string, .int), (.string, .uint), (.string, .double), (.string, .bool), (.string, .timestamp),
      (.string, .duration), (.string, .bytes):
      ["write `\(wrapped("string", part))`"]
    case (.double, .int), (.double, .uint), (.double, .string): ["write `\(wrapped("double", part))`"]
    case (.int, .uint), (.int, .double), (.int, .string), (.int, .timestamp): ["write `\(wrapped("int", part))`"]
    case (.uint, .int), (.uint, .string): ["write `\(wrapped("uint", part))`"]
    case (.timestamp, .string), (.timestamp, .int): ["write `\(wrapped("timestamp", part))`"]
    case (.duration, .string): ["write `\(wrapped("duration", part))`"]
    case (.bytes, .string): ["write `\(wrapped("bytes", part))`"]
    case (.bool, .string): ["compare it: `\(written(part)) != ''`"]
    case (.bool, .int), (.bool, .uint): ["compare it: `\(written(part)) != 0`"]
    case (.bool, .null): ["compare it: `… == null`"]
    case (.bool, .list), (.bool, .map): ["ask for its size: `\(written(part)).size() > 0`"]
    case (.list(let element), let found) where resolved(element) == found: ["write `[\(written(part))]`"]
    default: []
    }
  }
}

extension CELType {
  /// Whether the type is an optional.
  var isOptional: Bool {
    if case .optional = self { return true }
    return false
  }

  /// Whether the type is an enumeration, or an optional one.
  fileprivate var isEnumeration: Bool {
    switch self {
    case .enumeration, .optional(.enumeration): true
    default: false
    }
  }
}
