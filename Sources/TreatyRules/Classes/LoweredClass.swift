import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data are put into a field that says less.
public struct LoweredClass: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .loweredClass, name: "lowered-class", severity: .warning,
      title: "A mapping forgets the class of a field",
      summary: "A field of a class becomes a field of a model, or of a system's record, that says less.",
      why: """
        Whoever reads the model takes the field for what it says. From there on nobody sees that it is about a person: not the next flow, not the
        one who writes a report. Treaty goes on following the value in this flow, and in others that read it where this one stored it, but who
        reads it there has only the model's word.

        A field of a system's record counts where its connector gives it a class, and a lower one. One without a class is held to what its
        system is cleared for.
        """,
      mend: """
        Give the field the same `class`, or put in what says nothing about the person.
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

  /// Looks at what models and records are filled with.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let finder = TaintFinder(package.expressions, .classes)
    for crossing in package.crossings.value.all {
      let (owner, type, path): (String, String, [String])
      switch crossing.sink {
      case .model(let model, let field): (owner, type, path) = (model, model, field)
      case .system(let party, let field) where party.record != nil && !field.isEmpty:
        (owner, type, path) = (party.name.value, party.acceptedType, field)
      default: continue
      }
      guard let field = finder.declared(type, path), field.dataClass < crossing.taint.dataClass,
        // Most fields of records say nothing of a class: what may be in them, the system's clearance says.
        owner == type || field.dataClass > .public
      else { continue }
      report.add(
        Self.about.finding(
          "`\(crossing.taint.field)` is \(crossing.taint.dataClass.rawValue), and becomes "
            + "`\(owner).\(path.joined(separator: "."))`, which is \(field.dataClass.rawValue)",
          at: crossing.span,
          related: crossing.taint.way
            + [field.span.map { Label(span: $0, text: "says no class, or a lower one") }].compactMap(\.self),
          mend: "give the field `class: \(crossing.taint.dataClass.rawValue)`",
          "or put in what says nothing about the person"))
    }
  }
}
