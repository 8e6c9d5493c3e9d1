import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A last day of a system that is not on its way out.
public struct SunsetOfActive: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sunsetOfActive, name: "sunset-of-active", severity: .warning,
      title: "A last day is said, and the system stays",
      summary: "A system has a `sunset`, and its stage is `active`, `pilot` or `planned`.",
      why: """
        One of the two was forgotten. While the stage says that all is well, new flows are built on a system \
        that ends, and nobody is warned.
        """,
      mend: "Set the stage to `retiring`, or remove the `sunset`.",
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: active, sunset: 2027-03-31, replaced-by: vans}}
        """,
      good: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans}}
        """,
      related: [.retiringSystem, .sunsetPassed], canBeAllowed: true),
    reason: "new work is built on a system that ends, and nobody is warned")

  /// The rule.
  public init() {}

  /// Looks at the systems of the package that are not on their way out.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) where !system.value.lifecycle.isLeaving {
      guard let sunset = system.value.lifecycle.sunset else { continue }
      // A stage that is not written has no place.
      let stage = system.value.lifecycle.stage
      let isSaid = system.node["lifecycle"]?["stage"] != nil
      report.add(
        Self.about.finding(
          "`\(system.name.value)` ends on \(sunset.value), and its stage is `\(stage.value.rawValue)`", at: sunset.span,
          related: [isSaid ? Label(span: stage.span, text: "nothing here says that it goes") : nil],
          mend: "write `stage: retiring`", "or remove `sunset`, if it stays"))
    }
  }
}
