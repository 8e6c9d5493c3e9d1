import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Files of more than a hundred mebibytes.
public struct LargeAttachment: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .largeAttachment, name: "large-attachment", severity: .warning,
      title: "Very large files cross",
      summary: "A sync lets files of more than 100MiB cross.",
      why: """
        A file is fetched and sent whole, and again after each failure. While one of that size is on its way, \
        the connection, the memory and the limits of both systems are gone for everything else.
        """,
      mend: "Lower `max`, and put a link to what is larger.",
      bad: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}, number: {read: "${ item.id }"}, state: {field: state}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}, number: {read: "${ item.number }"}, state: {field: status, table: job-state}}}
            rules: {what: {owner: desk}, number: {owner: desk}, state: {owner: crew}}
            create: [desk -> crew]
            attachments: {max: 500MiB}
            pull: every 5m
        """,
      good: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}, number: {read: "${ item.id }"}, state: {field: state}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}, number: {read: "${ item.number }"}, state: {field: status, table: job-state}}}
            rules: {what: {owner: desk}, number: {owner: desk}, state: {owner: crew}}
            create: [desk -> crew]
            attachments: {max: 20MiB}
            pull: every 5m
        """,
      related: [.largePage], canBeAllowed: true),
    reason: "one such file holds up everything else that crosses")

  /// The rule.
  public init() {}

  private static let most: Int64 = 100 << 20

  /// Looks at the files that syncs let cross.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for sync in package.declared.syncs.sorted {
      guard let max = sync.value.attachments?.max, let size = try? ByteSize(parsing: max.value), size.bytes > Self.most
      else { continue }
      report.add(
        Self.about.finding(
          "sync `\(sync.name.value)` lets files of \(max.value) cross", at: max.span,
          mend: "write `max: 100MiB` or less, and put a link to what is larger"))
    }
  }
}
