import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A secret that is not changed as often as a profile demands.
public struct UnrotatedSecret: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unrotatedSecret, name: "unrotated-secret", severity: .warning,
      title: "A secret that is not changed often enough",
      summary: "An account proves itself with a secret that is never changed, or less often than a profile demands.",
      why: """
        A credential that leaks works for whoever has it until it is changed. How long that can be at most is \
        what `rotate` says; hosts warn when the time has come. Found only in packages whose profiles demand it.
        """,
      mend: "Say how often the secret is changed: `desk-token: {about: …, rotate: 180d}`.",
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.4", demand: Credentials are changed once a year., check: TR1413, at-most: 366d}
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk, rotate: 180d}
          crew-password: {about: Password at the crew's planner, rotate: 180d}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.4", demand: Credentials are changed once a year., check: TR1413, at-most: 366d}
        """,
      related: [.sharedSecret, .unreviewedAccount], canBeAllowed: true),
    reason: "a credential that leaks works until it is changed")

  /// The rule.
  public init() {}

  /// Holds secrets that accounts prove themselves with against what profiles demand.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let demands = package.profiles[Self.about.code]
    guard !demands.isEmpty else { return }
    let uses = package.credentialSecrets()
    for secret in package.own(\.secrets) {
      guard let use = uses[secret.name.value]?.first else { continue }
      let used = Label(span: use.place, text: "account `\(use.account.name.value)` proves itself with it")
      guard let rotate = secret.value.rotate else {
        report.add(
          Self.about.finding(
            "nobody says how often secret `\(secret.name.value)` is changed", at: secret.name.span, "no `rotate`",
            related: [used], reason: demands.first?.words,
            mend: "add `rotate:` with how often it is changed: `rotate: 180d`"))
        continue
      }
      let broken = demands.first { demand in demand.demand.value.atMost.map { rotate.value > $0.value } ?? false }
      guard let broken, let most = broken.demand.value.atMost else { continue }
      let (every, longest) = (Interval.text(rotate.value), Interval.text(most.value))
      report.add(
        Self.about.finding(
          "secret `\(secret.name.value)` is changed every \(every), and \(longest) are allowed at most",
          at: rotate.span,
          "longer than \(longest)", related: [Label(span: most.span, text: "demanded here"), used],
          reason: broken.words, mend: "change it at least every \(longest), and write that here"))
    }
  }
}
