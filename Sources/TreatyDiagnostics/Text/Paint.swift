/// Colours of a terminal (ECMA-48), or none.
struct Paint: Sendable {
  enum Tone: String {
    case error = "31"
    case warning = "33"
    case note = "36"
    case related = "34"
    case plain = ""

    init(_ severity: Severity) {
      switch severity {
      case .error, .bug: self = .error
      case .warning: self = .warning
      case .note: self = .note
      }
    }
  }

  let isOn: Bool

  func bold(_ tone: Tone, _ text: String) -> String {
    isOn ? "\u{1B}[1\(tone == .plain ? "" : ";" + tone.rawValue)m\(text)\u{1B}[0m" : text
  }

  func dim(_ text: String) -> String { isOn ? "\u{1B}[34m\(text)\u{1B}[0m" : text }
}
