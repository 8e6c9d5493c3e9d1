import TreatyCompiler
import TreatyDiagnostics

/// What a manifest says about findings, held against what may be said: a severity can be raised, and lowered only with a reason. What
/// leaves nothing to compile stays an error.
struct RuleSettings {
  private var settings: [DiagnosticCode: RuleSetting] = [:]
  private var faults: [Diagnostic] = []

  init(_ package: CompiledPackage, today: CalendarDay?) {
    for setting in package.settings {
      let usual = Pages.catalogue[setting.code]?.severity
      let isLower = setting.severity.map { severity in usual.map { severity > $0 } ?? false } ?? true
      if isLower, !RuleSettings.canBeLowered(setting.code) {
        faults.append(.finalSetting(setting))
      } else if isLower, let until = setting.until, let today, until < today {
        faults.append(.endedSetting(setting, until))
      } else if isLower, setting.reason == nil {
        faults.append(.settingWithoutReason(setting, usual))
      } else {
        settings[setting.code] = setting
      }
    }
  }

  /// What the manifest says of findings of one kind, and may say.
  subscript(code: DiagnosticCode) -> RuleSetting? { settings[code] }

  private static func canBeLowered(_ code: DiagnosticCode) -> Bool {
    code.family != .suppression && Pages.catalogue[code]?.canBeAllowed ?? false
  }

  /// Gives findings the severities that were set. What is off is marked as allowed.
  func apply(to findings: inout Findings) {
    guard !settings.isEmpty else { return }
    findings.grade { diagnostic in
      guard let setting = settings[diagnostic.code] else { return nil }
      guard let severity = setting.severity else {
        return .suppressed(Suppression(reason: setting.reason, until: setting.until, comment: setting.span))
      }
      diagnostic.severity = severity
      return nil
    }
  }

  /// Adds what is wrong with the settings.
  func addFaults(to findings: inout Findings) { for fault in faults { findings.add(fault) } }
}

extension Diagnostic {
  fileprivate static func finalSetting(_ setting: RuleSetting) -> Diagnostic {
    Diagnostic(
      code: .allowOfError, severity: .warning, message: "`\(setting.code.name)` cannot matter less",
      primary: Label(span: setting.span, text: "this changes nothing"),
      reason: "what it finds is wrong in all circumstances", fixes: [Fix(title: "mend what it finds, then remove this")]
    )
  }

  fileprivate static func endedSetting(_ setting: RuleSetting, _ until: CalendarDay) -> Diagnostic {
    Diagnostic(
      code: .expiredAllow, severity: .warning, message: "`\(setting.code.name)` was to matter less until \(until)",
      primary: Label(span: setting.span, text: "it matters again as usual"),
      fixes: [
        Fix(title: "mend what is found, and remove this"),
        Fix(title: "if the reason still holds, agree on a later day and write it here"),
      ])
  }

  fileprivate static func settingWithoutReason(_ setting: RuleSetting, _ usual: Severity?) -> Diagnostic {
    Diagnostic(
      code: .allowWithoutReason, severity: .warning,
      message: "`\(setting.code.name)` is to matter less than usual, without a reason",
      primary: Label(
        span: setting.span, text: usual.map { "it stays as it is: \($0.rawValue)" } ?? "it stays as it is"),
      reason: "who reads it later cannot tell whether it still holds",
      fixes: [
        Fix(title: "write why: `\(setting.code.name): {severity: \(setting.severity?.rawValue ?? "off"), reason: …}`")
      ])
  }
}
