/// What a report is to say beyond the findings.
public struct ReportOptions: Sendable {
  /// How a run ended.
  public enum Outcome: Sendable, Hashable {
    /// Everything was looked at.
    case complete
    /// The package could not be loaded: what was found is not all.
    case notLoaded
  }

  /// Whether there are colours, for `full`.
  public var colour = false
  /// Whether `full` and `concise` show what is allowed or in the baseline. Formats that can mark it always have it, those for
  /// annotations never.
  public var showsSuppressed = false
  /// The command that shows all, which reports name where they are cut.
  public var command = "treaty check"
  /// The version of Treaty, for SARIF; empty where nobody knows it.
  public var version = ""
  /// The pages of codes, for SARIF's rules and for names in statistics.
  public var catalogue = Catalogue()
  /// Where the package lies as seen from where the run began, such as `integrations/desk`: what paths begin with, in all formats but
  /// JSON. Not put before absolute paths, or those of packages that ship with Treaty.
  public var folder = ""
  /// The file at which findings without a place are shown by formats that must name one.
  public var manifest = "treaty.yaml"
  /// How the run ended.
  public var outcome = Outcome.complete

  /// The usual.
  public init() {}

  /// A path as seen from where the run began.
  func path(_ path: String) -> String {
    guard !folder.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("std/") else { return path }
    var steps = folder.split(separator: "/")
    var rest = path.split(separator: "/")[...]
    // `desk/../shared/x` is `shared/x`.
    while rest.first == "..", let last = steps.last, last != ".." {
      steps.removeLast()
      rest.removeFirst()
    }
    return (folder.hasPrefix("/") ? "/" : "") + (steps + rest).joined(separator: "/")
  }
}
