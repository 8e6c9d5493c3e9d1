import TreatyDiagnostics

/// What is found of access and exposure in the base package with a text added to it.
enum RuleCheck {
  /// The findings of all families, in the order of files and lines.
  /// - Parameter demand: What a profile of the house demands, to which the package is then held.
  static func findings(_ text: String, demand: String? = nil) throws -> [Diagnostic] {
    try AddedToBase(text, demand: demand).live
  }

  /// The codes of what is found about access and exposure, each once, in their order.
  static func codes(_ text: String, demand: String? = nil) throws -> [DiagnosticCode] {
    Set(try AddedToBase(text, demand: demand).codes(of: [.access, .exposure])).sorted()
  }
}
