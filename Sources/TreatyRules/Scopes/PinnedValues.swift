import CEL

/// The few values, or the beginnings, that fields have wherever a condition holds. Of two conditions that pin one field to different
/// ones it is plain that they exclude each other: whoever compares hundreds of them with each other need not reason about those.
struct PinnedValues: Sendable {
  private enum Pin {
    case values(Set<Condition.Literal>)
    /// Texts with one of which it begins.
    case prefixes([String])

    func excludes(_ other: Pin) -> Bool {
      switch (self, other) {
      case (.values(let here), .values(let there)): here.isDisjoint(with: there)
      case (.prefixes(let here), .prefixes(let there)):
        here.allSatisfy { one in there.allSatisfy { !one.begins(with: $0) && !$0.begins(with: one) } }
      case (.values(let values), .prefixes(let prefixes)), (.prefixes(let prefixes), .values(let values)):
        values.allSatisfy { value in
          guard case .text(let text) = value else { return false }
          return prefixes.allSatisfy { !text.string.begins(with: $0) }
        }
      }
    }
  }

  private let pins: [[String]: Pin]

  /// What a condition pins. A field that may be missing where it holds is pinned to nothing.
  init(_ condition: Condition) {
    var pins: [[String]: Pin] = [:]
    for path in condition.paths {
      if let values = condition.values(of: path) {
        if condition.implies(.present(path)) == .yes { pins[path] = .values(Set(values)) }
      } else if let prefixes = condition.prefixes(of: path) {
        pins[path] = .prefixes(prefixes)
      }
    }
    self.pins = pins
  }

  /// Whether one field is pinned to something else than there.
  func exclude(_ other: PinnedValues) -> Bool {
    pins.contains { path, pin in other.pins[path].map { pin.excludes($0) } ?? false }
  }
}

extension String {
  /// Whether it begins with a text, byte by byte, as CEL compares them: Swift takes letters that are composed in different ways for one.
  fileprivate func begins(with text: String) -> Bool { utf8.starts(with: text.utf8) }
}
