import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A file that is named and is not there.
public struct MissingRunbook: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .missingRunbook, name: "missing-runbook", severity: .error,
      title: "A file that is named and is not there",
      summary: """
        A runbook, a calendar or a report is named that the package does not have.
        """,
      why: """
        Nobody notices until it is needed. A runbook is opened at night, when something is down.

        Files are looked for beside the spec that names them, and below the folder of the package. Web addresses \
        are not opened.
        """,
      mend: """
        Write the file, or mend the path. What lies elsewhere is named by its web address, or copied into the \
        package: a package is one folder, and goes wherever it goes.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {runbook: runbooks/desk-down.md}
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            failure: {runbook: desk-down.md}
        """,
      related: [.noRunbook, .documentOutsidePackage], canBeAllowed: true),
    reason: "nobody notices until it is needed")

  /// The rule.
  public init() {}

  /// Says which files are named and missing. Whether they are there was looked at when the package was read.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for file in package.declared.missingFiles {
      report.add(
        Self.about.finding(
          "there is no \(file.role.noun) `\(file.path.value)` in the package", at: file.path.span,
          "is neither beside this file nor below the folder of the package", reason: file.role.harm,
          mend: "write it, or mend the path",
          "or, where it lies elsewhere, \(file.role == .runbook ? "write its web address" : "copy it into the package")"
        ))
    }
  }
}

extension NamedFile.Role {
  /// As messages name it.
  fileprivate var noun: String {
    switch self {
    case .runbook: "runbook"
    case .calendar: "calendar"
    case .report: "report"
    }
  }

  /// What comes of it.
  fileprivate var harm: String {
    switch self {
    case .runbook: "whoever is called opens it when something is down, and finds nothing"
    case .calendar: "its times are not known to anybody"
    case .report: "what was found in it is held against nothing"
    }
  }
}
