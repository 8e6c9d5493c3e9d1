import TreatyCompiler
package import TreatyDiagnostics
package import TreatySpec

/// A demand of a profile that the package is held to.
package struct Demand: Sendable {
  /// The profile.
  package let profile: Named<ProfileDeclaration>
  /// The demand.
  package let demand: Named<DemandDeclaration>

  /// As messages say where it comes from: "gdpr, Art. 5(1)(e)".
  package var source: String { "\(profile.name.value), \(demand.value.clause.value)" }
  /// What it says, and where.
  package var words: String { "\(source): \(demand.value.demand.value)" }
}

/// What the profiles demand that a package names.
package struct Profiles: Sendable {
  private var byCode: [DiagnosticCode: [Demand]] = [:]

  /// What the profiles of a manifest demand. Names of none are found elsewhere.
  init(_ declared: Namespace) {
    for name in declared.packages.first?.manifest.profiles ?? [] {
      guard let profile = declared.canonical(name, .profiles).flatMap({ declared.profiles[$0] }) else { continue }
      for demand in profile.value.demands {
        guard let code = DiagnosticCode(name: demand.value.check.value) else { continue }
        byCode[code, default: []].append(Demand(profile: profile, demand: demand))
      }
    }
  }

  /// What is demanded that a rule holds, in the order of the manifest.
  package subscript(code: DiagnosticCode) -> [Demand] { byCode[code] ?? [] }

  /// Gives a finding the weight that a profile demands, and says which does.
  package func sharpen(_ finding: inout Diagnostic) {
    let demands = self[finding.code]
    guard let first = demands.first else { return }
    for demand in demands {
      guard let word = demand.demand.value.severity, let severity = Severity(rawValue: word.value.rawValue) else {
        continue
      }
      finding.severity = min(finding.severity, severity)
    }
    let reason = finding.reason ?? ""
    if demands.contains(where: { reason.contains($0.source) }) { return }
    finding.reason = reason.isEmpty ? first.words : "\(reason) (\(first.words))"
  }
}
