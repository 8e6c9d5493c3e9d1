import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A mapping puts personal or secret data into a field that says less.
public struct LoweredClass: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .loweredClass, name: "lowered-class", severity: .warning,
      title: "A mapping forgets the class of a field",
      summary: "A field of a class becomes a field of a model that says less.",
      why: """
        Whoever reads the model takes the field for what it says. From there on nobody sees that it is about a person: not the next flow, not the
        one who writes a report. Treaty goes on following the value in this flow, but what is stored has only the model's word.
        """,
      mend: """
        Give the model's field the same `class`, or put in what says nothing about the person.
        """,
      bad: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        models:
          case:
            key: [id]
            fields: {id: string, summary: string?, caller: {type: string?, class: personal}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", summary: "${ item.mail }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      good: """
        connectors:
          people:
            auth: {token: {}}
            records:
              person:
                id: id
                changed: {field: changed}
                schema: {id: string, mail: {type: email, class: personal}, note: {type: string, visibility: staff}, changed: timestamp}
                get: {GET: "/people/${ id }"}
                list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
        systems:
          staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
        secrets:
          staff-token: {about: Token at the directory of people}
        accounts:
          us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}
        models:
          case:
            key: [id]
            fields: {id: string, summary: string?, caller: {type: string?, class: personal}}
        flows:
          newcomers:
            owner: front-desk
            serves: support
            on: {poll: staff.person, every: 5m}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", caller: "${ item.mail }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "New: ${ item.id }"}}]
        """,
      related: [.unclearedSystem], canBeAllowed: true),
    reason: "from here on nobody sees what it is")

  /// The rule.
  public init() {}

  /// Looks at what models are filled with.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let finder = TaintFinder(package.expressions, .classes)
    for crossing in package.crossings.value.all {
      guard case .model(let model, let path) = crossing.sink, let field = finder.declared(model, path),
        field.dataClass < crossing.taint.dataClass
      else { continue }
      report.add(
        Self.about.finding(
          "`\(crossing.taint.field)` is \(crossing.taint.dataClass.rawValue), and becomes "
            + "`\(model).\(path.joined(separator: "."))`, which is \(field.dataClass.rawValue)",
          at: crossing.span,
          related: crossing.taint.way
            + [field.span.map { Label(span: $0, text: "says no class, or a lower one") }].compactMap(\.self),
          mend: "give the field of the model `class: \(crossing.taint.dataClass.rawValue)`",
          "or put in what says nothing about the person"))
    }
  }
}
