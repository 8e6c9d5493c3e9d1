/// What can have a value: a field, a call of fields and constants, or a part of an expression into which nobody looks. Two terms are one
/// where they are built alike, however they are written.
struct Term: Sendable {
  indirect enum Shape: Sendable {
    /// A variable and the fields down to one.
    case path([Text])
    case constant(Condition.Literal)
    /// A call that fails where an argument does.
    case call(String, [Term])
    /// A part that nobody looks into.
    case opaque([Piece], source: String)
  }

  /// What an opaque part is built from.
  enum Piece: Hashable, Sendable {
    case text(String)
    case path([Text])
  }

  let shape: Shape
  /// A text that no other term has.
  let key: Text

  /// How two values stand to each other, as -1, 0 or 1: not of CEL, but what is behind `<`, `<=`, `>`, `>=`.
  static let order = "<=>"

  static func path(_ path: [Text]) -> Term { Term(shape: .path(path), key: Text(written(path))) }

  static func constant(_ literal: Condition.Literal) -> Term {
    Term(shape: .constant(literal), key: Text(literal.description))
  }

  static func call(_ name: String, _ arguments: [Term]) -> Term {
    let inner = arguments.map(\.key.string).joined(separator: ", ")
    return Term(shape: .call(name, arguments), key: Text("\(name)(\(inner))"))
  }

  static func opaque(_ pieces: [Piece], source: String) -> Term {
    let parts = pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .path(let path): written(path)
      }
    }
    return Term(shape: .opaque(pieces, source: source), key: Text("opaque \(parts.joined(separator: " "))"))
  }

  /// Quoted, so that no name can look like two.
  private static func written(_ path: [Text]) -> String {
    "$" + path.map { Value.text($0).celSource }.joined(separator: ".")
  }
}

extension Term: Hashable, Comparable {
  static func == (left: Term, right: Term) -> Bool { left.key == right.key }
  static func < (left: Term, right: Term) -> Bool { left.key < right.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension Term {
  var path: [Text]? {
    if case .path(let path) = shape { return path }
    return nil
  }

  var literal: Condition.Literal? {
    if case .constant(let literal) = shape { return literal }
    return nil
  }

  var arguments: [Term] {
    if case .call(_, let arguments) = shape { return arguments }
    return []
  }

  /// What has the field that a path leads to.
  var holder: Term? {
    guard let path, path.count > 1 else { return nil }
    return .path(path.dropLast())
  }

  /// The paths in it.
  var paths: [[Text]] {
    switch shape {
    case .path(let path): [path]
    case .constant: []
    case .call(_, let arguments): arguments.flatMap(\.paths)
    case .opaque(let pieces, _):
      pieces.compactMap { piece in
        if case .path(let path) = piece { path } else { nil }
      }
    }
  }

  /// The same of other paths.
  func renamed(_ rename: ([Text]) -> [Text]) -> Term {
    switch shape {
    case .path(let path): .path(rename(path))
    case .constant: self
    case .call(let name, let arguments): .call(name, arguments.map { $0.renamed(rename) })
    case .opaque(let pieces, let source):
      .opaque(
        pieces.map { piece in
          if case .path(let path) = piece { .path(rename(path)) } else { piece }
        }, source: source)
    }
  }
}

extension Term: CustomStringConvertible {
  /// As a person would write it.
  var description: String {
    switch shape {
    case .path(let path): Term.spoken(path)
    case .constant(let literal): literal.description
    case .opaque(_, let source): source
    case .call(let name, let arguments):
      switch (Function.isOperator(name), arguments.count) {
      case (_, 2) where name == Term.order: "\(arguments[0]) < \(arguments[1])"
      case (true, 1): "\(Function.spoken(name))\(arguments[0])"
      case (true, 2) where name.hasPrefix("_["): "\(arguments[0])[\(arguments[1])]"
      case (true, 2): "\(arguments[0]) \(Function.spoken(name)) \(arguments[1])"
      default:
        Library.evaluated[name]?.overloads.first?.isMember == true && !arguments.isEmpty
          ? "\(arguments[0]).\(name)(\(arguments.dropFirst().map(\.description).joined(separator: ", ")))"
          : "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
      }
    }
  }

  /// `item.labels.severity`, `item.labels['a b']`.
  static func spoken(_ path: [Text]) -> String {
    var spoken = path.first?.string ?? ""
    for part in path.dropFirst() {
      let isName = part.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isASCIIWord }
      spoken += isName && !part.isEmpty ? ".\(part)" : "[\(Value.text(part).celSource)]"
    }
    return spoken
  }
}

extension Character {
  fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}

extension Library {
  /// Functions that say what terms come to: they have no effect, and give the same for the same.
  static let evaluated: [String: Function] = Dictionary(
    ([Library].standard + [.integration]).flatMap(\.functions).map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first })
}
