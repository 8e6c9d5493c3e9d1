import TreatyPlan
import TreatySpec

/// Declarations of what runs.
extension Draft {
  /// The line that says what for, where the organisation has said what it must be able to do.
  private var purpose: String { known(.capabilities).map { "\n  serves: \($0)" } ?? "" }

  mutating func flow(_ name: String) {
    let event = event(name)
    // What writes to the system that it hears from may hear of itself, without end.
    let sender = event.name.prefix { $0 != "." } + "."
    let target = record(name, from: surroundings.records.filter { !$0.name.hasPrefix(sender) })
    add(
      "flows",
      """
      \(name):
        about: Say in a sentence what it is for
        owner: \(team())\(purpose)
        on: {event: \(event.name), path: /hooks/\(name), account: \(event.account)}
        identify: \(event.key)
        deliver:
          - to: \(target.name)
            do: upsert
            fields: \(fields(of: target))
      """)
  }

  /// Two sides of a model of their own: which field of which record stands for what, nobody but the author knows.
  private mutating func sides(_ name: String) -> (model: String, text: String) {
    add(
      "models",
      """
      \(name)-item:
        about: What both systems know
        fields:
          key: {type: string?, max: 100}
          summary: {type: string?, max: 200}
      """)
    let (left, right) = (system("\(name)-left"), system("\(name)-right"))
    let text = [("left", left), ("right", right)].map {
      "    \($0.0): {record: \($0.1).item, fields: {key: key, summary: summary}}"
    }.joined(separator: "\n")
    return ("\(name)-item", text)
  }

  mutating func sync(_ name: String) {
    let (model, sides) = sides(name)
    add(
      "syncs",
      """
      \(name):
        about: Say in a sentence what it is for
        owner: \(team())\(purpose)
        model: \(model)
        sides:
      \(sides)
        rules: {key: {owner: left}, summary: latest}
        create: [left -> right]
        delete: keep
        pull: every 5m
      """)
  }

  mutating func reconcile(_ name: String) {
    let (model, sides) = sides(name)
    add(
      "reconciles",
      """
      \(name):
        about: Say in a sentence what it is for
        owner: \(team())\(purpose)
        model: \(model)
        sides:
      \(sides)
        match: item.?key.orValue('')
        on: daily at 03:00
        guard: {most: 5%}
      """)
  }

  mutating func gate(_ name: String) {
    add(
      "gates",
      """
      \(name):
        about: Say in a sentence what it is for
        owner: \(team())\(purpose)
        ask:
          path: /gates/\(name)
          account: \(senderAccount(name))
          input: {environment: {enum: [staging, production]}}
        rules:
          - {allow: item.environment == 'staging', reason: Staging is always open}
        else: deny
      """)
  }

  mutating func workflow(_ name: String) {
    let event = event(name)
    let team = team()
    add(
      "workflows",
      """
      \(name):
        about: Say in a sentence what it is for
        owner: \(team)\(purpose)
        on: {event: \(event.name), path: /hooks/\(name), account: \(event.account)}
        identify: \(event.key)
        steps:
          - {name: consent, approve: {by: \(team), within: 2d, ask: Say what is asked}}
          - {when: "!steps.consent.accepted", stop: Nobody agreed}
      """)
  }

  mutating func probe(_ name: String) {
    // What was made must be found again.
    let target = record(name, from: surroundings.records.filter { $0.record.list != nil })
    let search = target.known.map { searchField(of: $0.record) } ?? "summary"
    add(
      "probes",
      """
      \(name):
        about: Say what it shows
        owner: \(team())
        on: every 15m
        steps:
          - {name: made, to: \(target.name), do: create, with: \(fields(of: target))}
        expect:
          - {find: \(target.name), by: {\(search): Say what is written}, within: 1m}
      """)
  }

  /// A text by which a record can be looked for.
  private func searchField(of record: PlannedRecord) -> String {
    surroundings.fields(record.reads).first { $0.type == "string" }?.name ?? record.idField
  }
}
