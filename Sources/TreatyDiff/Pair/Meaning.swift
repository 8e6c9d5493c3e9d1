import CEL
import TreatyPlan

/// Whether what is written in two ways means the same.
struct Meaning: Sendable {
  private let environment: Environment

  /// - Parameter plan: one of the two: names with hyphens are read alike in both.
  init(_ plan: Plan) { environment = TreatyPlan.Scope(plan).environment(at: .names([.inputs, .tables, .secrets])) }

  /// Whether two expressions are known to give the same for every input.
  func isSame(_ old: PlannedExpression?, _ new: PlannedExpression?) -> Bool { isSame(old?.cel, new?.cel) }

  func isSame(_ old: String?, _ new: String?) -> Bool {
    guard let old, let new else { return old == nil && new == nil }
    guard old != new else { return true }
    guard let form = environment.normalForm(of: old) else { return false }
    return form == environment.normalForm(of: new)
  }

  func isSame(_ old: PlannedTemplate?, _ new: PlannedTemplate?) -> Bool {
    guard let old, let new else { return old == nil && new == nil }
    return old == new || pieces(old).elementsEqual(pieces(new)) { isSame($0, $1) }
  }

  func isSame(_ old: Construction?, _ new: Construction?) -> Bool {
    guard let old, let new else { return old == nil && new == nil }
    if old == new { return true }
    switch (old, new) {
    case (.expression(let old), .expression(let new)): return isSame(old, new)
    case (.text(let old), .text(let new)): return isSame(old, new)
    // A text that is one constant, or one expression that is a text.
    case (.text(let text), .constant(.string(let constant))), (.constant(.string(let constant)), .text(let text)):
      return text.constantText == constant
    case (.constant(let constant), .expression(let expression)), (.expression(let expression), .constant(let constant)):
      return isSame(expression.cel, constant.source)
    case (.object(let old), .object(let new)):
      return old.count == new.count && zip(old, new).allSatisfy { $0.name == $1.name && isSame($0.value, $1.value) }
    case (.list(let old), .list(let new)): return old.count == new.count && zip(old, new).allSatisfy { isSame($0, $1) }
    default: return false
    }
  }

  /// A template as one list of texts and expressions, in which constants are texts.
  private func pieces(_ template: PlannedTemplate) -> [PlannedTemplate.Piece] {
    template.pieces.reduce(into: []) { pieces, piece in
      guard case .text(let text) = piece, case .text(let before)? = pieces.last else { return pieces.append(piece) }
      pieces[pieces.count - 1] = .text(before + text)
    }
  }

  private func isSame(_ old: PlannedTemplate.Piece, _ new: PlannedTemplate.Piece) -> Bool {
    switch (old, new) {
    case (.text(let old), .text(let new)): old == new
    case (.expression(let old), .expression(let new)): isSame(old, new)
    default: false
    }
  }
}

extension Constant {
  /// As CEL.
  fileprivate var source: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): String(decoding: Value.string(value).json(), as: UTF8.self)
    }
  }
}

extension Construction {
  /// As a person reads it.
  var words: String {
    switch self {
    case .constant(.string(let text)): "`\(text)`"
    case .constant(let constant): constant.source
    case .expression(let expression): "${ \(expression.cel) }"
    case .text(let template): template.source
    case .object(let fields): "{\(fields.map { "\($0.name): \($0.value.words)" }.joined(separator: ", "))}"
    case .list(let elements): "[\(elements.map(\.words).joined(separator: ", "))]"
    }
  }
}
