import CEL
public import TreatyPlan

/// An input for which what is written in two ways comes to something else. Both plans take it; its values are made up, and come from no
/// payload.
public struct Counterexample: Hashable, Sendable, Codable {
  /// What an expression comes to.
  public struct Outcome: Hashable, Sendable, Codable {
    /// Its value; `nil` where it has none: an optional that is empty, or a failure.
    public var value: PlannedContent?
    /// Why it fails; `nil` where it does not.
    public var failure: String?
  }

  /// Names and their values, down to the fields that matter: `{"item": {"count": 4}}`. All others may be anything that the plans take.
  public var input: PlannedContent
  /// Fields that must be missing: `item.text`; `nil` where there are none.
  public var missing: [String]?
  /// What came of it, and what comes of it now.
  public var before, after: Outcome

  /// The input in a line: `item.count = 4, no item.text`.
  public var inputWords: String {
    var parts: [String] = []
    func visit(_ content: PlannedContent, _ path: String) {
      if case .object(let fields) = content, !fields.isEmpty {
        for (name, inner) in fields.sorted(by: { $0.key < $1.key }) {
          visit(inner, path.isEmpty ? name : path + Counterexample.step(name))
        }
      } else if !path.isEmpty {
        parts.append("\(path) = \(content.json)")
      }
    }
    visit(input, "")
    parts += (missing ?? []).map { "no \($0)" }
    return parts.isEmpty ? "any input" : parts.joined(separator: ", ")
  }

  /// `.name`, or `['a b']`.
  static func step(_ name: String) -> String {
    let isName = name.utf8.allSatisfy { byte in
      byte == 0x5F || byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    return isName && !name.isEmpty ? ".\(name)" : "[\(Value.string(name).celSource)]"
  }
}

extension Counterexample.Outcome {
  /// Longest value that is shown in words, in characters.
  private static let most = 200

  /// What comes of it, in a line.
  public var words: String {
    if let failure { return "it fails: \(failure)" }
    guard let text = value?.json else { return "nothing" }
    return text.count <= Self.most ? text : "\(text.prefix(Self.most))…"
  }
}

extension PlannedContent {
  /// A value as JSON has it.
  init(_ value: Value) {
    switch value {
    case .null: self = .scalar(.null)
    case .bool(let bool): self = .scalar(.bool(bool))
    case .int(let int): self = .scalar(.int(int))
    case .double(let double) where double.isFinite: self = .scalar(.double(double))
    case .list(let list): self = .list(list.map { PlannedContent($0) })
    case .map(let map):
      let fields = map.entries.map { ($0.key.pieceText?.string ?? "\($0.key)", PlannedContent($0.value)) }
      self = .object(Dictionary(fields, uniquingKeysWith: { $1 }))
    case .optional(let wrapped?): self = PlannedContent(wrapped)
    default: self = .scalar(.string(value.pieceText?.string ?? PlannedContent.unquoted(value)))
    }
  }

  /// Moments, bytes and what else is a text in JSON.
  private static func unquoted(_ value: Value) -> String {
    let json = value.json()
    return (try? Value(json: json))?.asString ?? String(decoding: json, as: UTF8.self)  // else as it is written
  }

  /// As JSON in one line, keys sorted.
  var json: String {
    switch self {
    case .scalar(let constant): String(decoding: Value(constant).json(), as: UTF8.self)
    case .list(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
    case .object(let fields):
      "{\(fields.sorted { $0.key < $1.key }.map { "\(PlannedContent.scalar(.string($0.key)).json):\($0.value.json)" }.joined(separator: ","))}"
    }
  }
}
