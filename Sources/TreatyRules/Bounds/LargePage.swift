import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Pages of more than a thousand records.
public struct LargePage: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .largePage, name: "large-page", severity: .warning,
      title: "A page holds more than a thousand records",
      summary: "A connector asks for pages of more than 1000 records.",
      why: """
        Systems cut such a page short without a word, or take so long over it that the call ends before the \
        answer comes. All of a page is held in memory, and after a failure all of it is fetched anew.
        """,
      mend: """
        Ask for a few hundred records at a time. The next page is asked for at once, so little is lost.
        """,
      bad: """
        connectors:
          shelf:
            records:
              part:
                id: id
                changed: {field: changed}
                schema: {id: string, changed: timestamp}
                list: {GET: /parts, query: {since: "${ string(since) }", limit: "10000"}, items: body.parts}
        """,
      good: """
        connectors:
          shelf:
            records:
              part:
                id: id
                changed: {field: changed}
                schema: {id: string, changed: timestamp}
                list: {GET: /parts, query: {since: "${ string(since) }", limit: "500"}, items: body.parts}
        """,
      related: [.wideFanOut], canBeAllowed: true),
    reason: "the page is cut short without a word, or the call ends before it comes")

  /// The rule.
  public init() {}

  /// Parameters that plainly say how many records are on a page.
  private static let parameters: Set<String> = [
    "per_page", "perPage", "limit", "maxResults", "size", "pageSize", "page_size", "$top", "sysparm_limit",
  ]

  /// Looks at the pages that the connectors of the package ask for.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for connector in package.own(\.connectors) {
      for record in connector.value.records {
        for (verb, operation) in record.value.verbs {
          look(at: operation, called: "\(record.name.value).\(verb)", &report)
        }
      }
      for operation in connector.value.operations { look(at: operation.value, called: operation.name.value, &report) }
    }
  }

  private func look(at operation: OperationDeclaration, called name: String, _ report: inout Findings) {
    var sizes = operation.page?.size.map { [($0.value, $0.span)] } ?? []
    // What is written may have many parameters of these names that mean something else.
    if operation.get != nil {
      for parameter in operation.query where Self.parameters.contains(parameter.name.value) {
        for text in parameter.value {
          guard let passage = Passage(text), let size = passage.constant.flatMap({ Int($0) }) else { continue }
          sizes.append((size, passage.node.span))
        }
      }
    }
    // One operation often says it twice: to the system, and to whoever counts what comes.
    guard let (size, span) = sizes.first(where: { $0.0 > 1000 }) else { return }
    report.add(
      Self.about.finding(
        "`\(name)` asks for \(size) records a page", at: span,
        mend: "ask for a few hundred at a time, such as `200`"))
  }
}
