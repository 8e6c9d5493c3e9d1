public import TreatyCompiler
public import TreatyDiagnostics
import TreatySpec

/// How much findings of one kind matter in a package, and who says so.
public struct EffectiveRule: Hashable, Sendable {
  /// The page of the kind.
  public let page: CodePage
  /// How much they matter; `nil` where nobody wants to hear of them.
  public let severity: Severity?
  /// Who says so, in words, each with its place: the manifest, and profiles. None where it is as usual.
  public let sources: [Source]

  /// Somebody who says how much a kind of finding matters.
  public struct Source: Hashable, Sendable {
    /// In words: `treaty.yaml`, or "gdpr, Art. 32(1)(a)".
    public let words: String
    /// Where it stands.
    public let span: Span
  }

  /// Whether it matters more or less than usual.
  public var isChanged: Bool { severity != page.severity }

  /// All kinds of findings that can be about a spec, in the order of their codes.
  /// - Parameter package: The package whose settings and profiles count; without one all is as usual.
  public static func all(in package: CompiledPackage? = nil, today: CalendarDay? = nil) -> [EffectiveRule] {
    let settings = package.map { RuleSettings($0, today: today) }
    let profiles = package.map { Profiles($0.namespace) }
    return Pages.catalogue.pages.filter { $0.family != .plans && $0.family != .host }.map { page in
      var severity: Severity? = page.severity
      var sources: [Source] = []
      for demand in profiles?[page.code] ?? [] {
        let word = demand.demand.value.severity.flatMap { Severity(rawValue: $0.value.rawValue) }
        if let word, let usual = severity { severity = min(usual, word) }
        sources.append(Source(words: demand.source, span: demand.demand.name.span))
      }
      if let setting = settings?[page.code] {
        severity = setting.severity
        sources.append(Source(words: "the manifest", span: setting.span))
      }
      return EffectiveRule(page: page, severity: severity, sources: sources)
    }
  }
}
