import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// What rules about classes of data have in common.
extension RuleDescription {
  /// A finding where something has got to a system that is not cleared for it; `nil` where it is, or teams agreed on it.
  func finding(_ crossing: Crossing, uncleared party: Party, in package: RuledPackage, does: String) -> Diagnostic? {
    let system = party.system
    let clearance = system.value.clearance
    guard DataClass(rawValue: clearance.rawValue).map({ $0 < crossing.taint.dataClass }) ?? false,
      !package.allows(.clearance, crossing.activity)
    else { return nil }
    let posture = system.value.posture
    let why =
      posture.clearance.map { Label(span: $0.span, text: "cleared for `\(clearance.rawValue)`") }
      ?? Label(
        span: system.name.span,
        text: "says no `clearance`: as \(posture.party.value.words) it is cleared for `\(clearance.rawValue)`")
    return finding(
      "`\(crossing.taint.field)` is \(crossing.taint.dataClass.rawValue), and \(does) `\(party.name.value)`, which is "
        + "cleared for `\(clearance.rawValue)`",
      at: crossing.span, related: crossing.taint.way + [why],
      mend: "leave it out, or send what says nothing about a person",
      "where the system may have it, say `clearance: \(crossing.taint.dataClass.rawValue)` under its `posture`")
  }
}

extension Findings {
  /// Adds what a rule finds where people read.
  mutating func add(_ about: RuleDescription, outlets kind: Outlet.Kind, of package: RuledPackage, mend: String) {
    for crossing in package.crossings.value.all {
      guard case .outlet(let found) = crossing.sink, found == kind, !isRedacted(crossing, kind, package) else {
        continue
      }
      add(
        about.finding(
          "`\(crossing.taint.field)` is \(crossing.taint.dataClass.rawValue), and gets into \(kind.place)",
          at: crossing.span, related: crossing.taint.way, mend: mend))
    }
  }

  /// Whether a protection policy takes the class out of logs and alerts.
  private func isRedacted(_ crossing: Crossing, _ kind: Outlet.Kind, _ package: RuledPackage) -> Bool {
    guard kind == .log || kind == .reason, let policy = package.find(crossing.activity.protection, in: \.protections)
    else { return false }
    let redacted = policy.value.redact.map { $0.value.rawValue }
    return redacted.isEmpty || redacted.contains(crossing.taint.dataClass.rawValue)
  }
}

extension PartyWord {
  /// As it is said of a system.
  fileprivate var words: String {
    switch self {
    case .internal: "the organisation's own"
    case .hosted: "one that somebody else runs"
    case .partner: "a partner's"
    case .public: "anybody's"
    }
  }
}
