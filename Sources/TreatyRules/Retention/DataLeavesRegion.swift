import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal data that leave the regions that a profile allows.
public struct DataLeavesRegion: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .dataLeavesRegion, name: "data-leaves-region", severity: .warning,
      title: "Personal data leave the region",
      summary: """
        A profile says in which regions personal data may lie, and an activity writes some to a system in \
        another.
        """,
      why: """
        Other law holds there, and other authorities can ask for the data. On which grounds they may go is \
        looked at before they do, by somebody who can say no.
        """,
      mend: """
        Leave the personal fields out of what is written, or use a system in one of the regions. Where there are \
        grounds, allow the finding and name them.
        """,
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
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Personal data stay in the Union., check: TR1510, one-of: [eu, eea]}}}

        connectors:
          survey: {records: {answer: {id: id, schema: {id: string}, accepts: {who: {type: email, class: personal}, number: string}, create: {POST: /answers, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}}}}

        systems:
          survey: {connector: survey, url: "${ inputs.crew-url }", posture: {clearance: personal, region: us}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: survey.answer, do: create, fields: {number: "${ item.number }", who: "${ item.who }"}}]
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
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        # house.treaty.yaml
        profiles:
          house: {demands: {rule: {clause: "4.2", demand: Personal data stay in the Union., check: TR1510, one-of: [eu, eea]}}}

        connectors:
          survey: {records: {answer: {id: id, schema: {id: string}, accepts: {who: {type: email, class: personal}, number: string}, create: {POST: /answers, json: "${ input }", gives: {id: body.id}, safety: {key: Idempotency-Key}}}}}

        systems:
          survey: {connector: survey, url: "${ inputs.crew-url }", posture: {clearance: personal, region: eu}}

        flows:
          report:
            on: {request: true, path: /reports, account: desk-here, input: {number: string, who: {type: email, class: personal}}}
            identify: item.number
            deliver: [{to: survey.answer, do: create, fields: {number: "${ item.number }", who: "${ item.who }"}}]
        """,
      related: [.unsealedPayload], canBeAllowed: true),
    reason: "other law holds there, and nobody has looked whether they may go")

  /// The rule.
  public init() {}

  /// Looks at what is written to systems whose region is said, where a profile names regions.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for demand in package.profiles[.dataLeavesRegion] {
      let allowed = demand.demand.value.oneOf.map { $0.value }
      guard !allowed.isEmpty else { continue }
      for activity in package.activities {
        var seen: Set<String> = []
        for (party, field, place) in sent(by: activity, package) {
          guard let region = party.system.value.posture.region, !allowed.contains(region.value),
            seen.insert(party.systemName).inserted
          else { continue }
          let regions = allowed.map { "`\($0)`" }.joined(separator: ", ")
          report.add(
            Self.about.finding(
              "\(activity.title) sends `\(field)` to `\(party.systemName)`, whose data lie in `\(region.value)`",
              at: place, related: [Label(span: region.span, text: "not one of \(regions)")], reason: demand.words,
              mend: "leave `\(field)` out", "or use a system whose data lie in one of \(regions)"))
        }
      }
    }
  }

  /// What is personal of all that an activity sends to systems, with the field and its place.
  private func sent(by activity: Activity, _ package: RuledPackage) -> [(party: Party, field: String, place: Span)] {
    let written = activity.effects.compactMap { effect in
      personal(in: effect.passages, effect.party.acceptedType, package).map { (effect.party, $0.field, $0.place) }
    }
    let asked = activity.readings.compactMap { reading in
      personal(in: reading.passages, reading.party.readType, package).map { (reading.party, $0.field, $0.place) }
    }
    return written + asked + crossing(activity, package)
  }

  /// What is personal among values on their way: by the field that one goes to, or by the field that it comes from.
  private func personal(
    in passages: [Passage], _ type: String, _ package: RuledPackage
  ) -> (field: String, place: Span)? {
    for passage in passages where passage.constant == nil {
      let fields = package.classed(passage.path, in: type, at: passage.node.span)
      if let field = fields.first(where: { $0.isPersonal }) { return (field.path, passage.node.span) }
      for use in passage.expressions {
        let flows = package.expressions.compilation(of: use)?.flows ?? []
        guard let flow = flows.first(where: { $0.dataClass >= .personal && $0.kind == .carries }) else { continue }
        return (flow.path.joined(separator: "."), use.span)
      }
    }
    return nil
  }

  /// Personal fields of its model that a sync writes to the records of its sides.
  private func crossing(_ activity: Activity, _ package: RuledPackage) -> [(party: Party, field: String, place: Span)] {
    guard let sync = package.sync(activity), let model = package.model(of: activity)
    else { return [] }
    return sync.sides.flatMap { side -> [(party: Party, field: String, place: Span)] in
      guard let party = package.party(side.value.record) else { return [] }
      return side.value.fields.compactMap { field in
        guard field.value.field != nil || field.value.write != nil else { return nil }
        let fields = package.classed([field.name.value], in: model.name.value, at: field.name.span)
        return fields.first { $0.isPersonal }.map { (party, $0.path, field.name.span) }
      }
    }
  }
}
