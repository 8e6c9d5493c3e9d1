import TreatyDiagnostics
import TreatySpec

extension Lowering {
  /// Codes whose severity a manifest sets are there, each once.
  mutating func holdRuleCodes() {
    var first: [DiagnosticCode: Located<String>] = [:]
    for rule in namespace.packages.first?.manifest.rules ?? [] {
      if let code = DiagnosticCode(name: rule.name.value) {
        guard let earlier = first.updateValue(rule.name, forKey: code) else { continue }
        findings.add(
          Diagnostic(
            code: .duplicateName, severity: .error, message: "`\(rule.name.value)` is set a second time",
            primary: Label(span: rule.name.span), related: [Label(span: earlier.span, text: "the first is here")],
            reason: "of two severities nobody knows which is meant", fixes: [Fix(title: "keep one of them")]))
        continue
      }
      findings.add(.noSuchFinding(rule.name))
    }
    for profile in namespace.profiles.sorted {
      for demand in profile.value.demands where DiagnosticCode(name: demand.value.check.value) == nil {
        findings.add(.noSuchFinding(demand.value.check))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func noSuchFinding(_ name: Located<String>) -> Diagnostic {
    Diagnostic(
      code: .unknownName, severity: .error, message: "there is no finding `\(name.value)`",
      primary: Label(span: name.span), fixes: [Fix(title: "`treaty explain` lists all of them")])
  }
}
