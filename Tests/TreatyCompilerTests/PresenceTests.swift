import Testing
import TreatyDiagnostics

/// A text beside the base package, and the fields in it that are found to be read though they may be missing.
struct PresenceCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let spec: String
  let missing: Int

  init(_ description: String, _ spec: String, missing: Int = 0) {
    (testDescription, self.spec, self.missing) = (description, spec, missing)
  }
}

@Suite("What a condition asked for may be read behind it")
struct PresenceTests {
  @Test("fields that may be missing", arguments: flows + steps + others)
  func behind(_ item: PresenceCase) throws {
    let added = try AddedToBase(item.spec)
    let found = added.live.filter { $0.severity == .error && $0.message.contains("may be missing") }
    #expect(found.count == item.missing, "\(added.report)")
    let others = added.live.filter { $0.code == .typeMismatch }.count
    #expect(others == item.missing, "\(added.report)")
  }

  private static func flow(
    _ lines: String..., key: String = "item.id", deliver: String = "fields: {title: \"${ item.text }\"}"
  ) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
    \(lines.map { "    \($0)" }.joined(separator: "\n"))
        identify: \(key)
        deliver: [{to: help.ticket, do: upsert, \(deliver)}]
    """
  }

  private static let flows = [
    PresenceCase("nothing is asked", flow(), missing: 1),
    PresenceCase("behind where", flow("where: has(item.text)", key: "item.text")),
    PresenceCase("behind where, of another field", flow("where: has(item.host)"), missing: 1),
    PresenceCase("behind a part of where", flow("where: item.count > 1 && has(item.text) && item.text != ''")),
    PresenceCase("behind where, by what stands for it", flow("where: item.?text.orValue('') != ''")),
    PresenceCase("behind either of two", flow("where: has(item.text) || item.count > 1"), missing: 1),
    PresenceCase("behind its opposite", flow("where: \"!has(item.text)\""), missing: 1),
    PresenceCase("by another way to the same", flow("where: has(event.body.text)"), missing: 1),
    PresenceCase(
      "in templates", flow("where: has(event.body.text)", deliver: "fields: {title: \"a ${ event.body.text }\"}")),
    PresenceCase(
      "in a lookup", flow("where: has(item.text)", "lookup: {t: {get: help.ticket, id: \"${ item.text }\"}}")),
    PresenceCase("behind a validation", flow("validate: [{check: has(item.text)}]")),
    PresenceCase(
      "the body's, with items of their own",
      flow("validate: [{check: has(item.text)}]", "each: \"[item]\""), missing: 1),
    PresenceCase(
      "made over",
      flow(
        "where: has(item.text)",
        "map: {model: job, set: {number: \"${ item.text }\", what: x, state: open}}",
        deliver: "fields: {title: \"${ item.number }\"}")),
    PresenceCase(
      "the model's field of that name",
      """
      models: {note: {key: [id], fields: {id: string, text: string?}}}
      """ + "\n"
        + flow("where: has(item.text)", "map: {model: note, set: {id: \"${ item.id }\", text: \"${ item.text }\"}}"),
      missing: 1),
    PresenceCase(
      "of a case, in its fields alone",
      flow(deliver: "create: {where: has(item.text), fields: {title: \"${ item.text }\"}}")),
    PresenceCase(
      "of a case, in those of the other",
      flow(
        deliver:
          "fields: {title: x}, create: {where: has(item.text)}, update: {fields: {note: \"${ item.text }\"}}"),
      missing: 1),
    PresenceCase(
      "of a case, in what both write",
      flow(deliver: "create: {where: has(item.text)}, fields: {title: \"${ item.text }\"}"), missing: 1),
    PresenceCase("of a delivery", flow(deliver: "when: has(item.text), fields: {title: \"${ item.text }\"}")),
  ]

  private static func workflow(_ lines: String...) -> String {
    """
    workflows:
      fix:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
    \(lines.map { "    \($0)" }.joined(separator: "\n"))
    """
  }

  private static let make = "to: help.ticket, do: create, with: {title: \"${ item.text }\"}"

  private static let steps = [
    PresenceCase("a step's condition", workflow("steps: [{when: has(item.text), \(make)}]")),
    PresenceCase(
      "a step's condition, in the next", workflow("steps: [{when: has(item.text), stop: x}, {\(make)}]"), missing: 1),
    PresenceCase("what did not end it", workflow("steps: [{when: \"!has(item.text)\", stop: x}, {\(make)}]")),
    PresenceCase("the workflow's condition", workflow("where: has(item.text)", "steps: [{\(make)}]")),
    PresenceCase(
      "a branch's condition", workflow("steps: [{choose: [{when: has(item.text), steps: [{\(make)}]}]}]")),
    PresenceCase(
      "what another branch was not taken for",
      workflow("steps: [{choose: [{when: \"!has(item.text)\", steps: [{stop: x}]}, {steps: [{\(make)}]}]}]")),
    PresenceCase(
      "behind branches",
      workflow("steps: [{choose: [{when: \"!has(item.text)\", steps: [{stop: x}]}]}, {\(make)}]"), missing: 1),
    PresenceCase(
      "of what started it, where another event comes",
      workflow(
        "where: has(event.body.text)",
        "steps: [{wait: {event: watch.alarm, path: /again, within: 1h, match: event.body.text == item.id}}]"),
      missing: 1),
  ]

  private static func gate(_ rules: String) -> String {
    "gates: {g: {ask: {path: /g, account: desk-here, input: {note: string?, risk: int}}, rules: [\(rules)]}}"
  }

  private static let others = [
    PresenceCase("a rule's reason", gate("{deny: has(item.note), reason: \"${ item.note }\"}")),
    PresenceCase("another rule's", gate("{deny: has(item.note)}, {deny: item.note != ''}"), missing: 1),
    PresenceCase("what an earlier rule answered", gate("{deny: \"!has(item.note)\"}, {allow: item.note != ''}")),
    PresenceCase(
      "a side's condition",
      """
      models: {case: {key: [title], fields: {title: string, state: string}}}
      reconciles:
        r:
          model: case
          match: item.title
          sides:
            a: {record: help.ticket, where: has(item.owner), fields: {title: title, state: {read: "${ item.owner }"}}}
            b: {record: vans.job, fields: {title: what, state: {read: "${ string(item.status) }"}}}
          on: daily at 03:00
      """),
    PresenceCase(
      "no side's condition",
      """
      models: {case: {key: [title], fields: {title: string, state: string}}}
      reconciles:
        r:
          model: case
          match: item.title
          sides:
            a: {record: help.ticket, fields: {title: title, state: {read: "${ item.owner }"}}}
            b: {record: vans.job, where: has(item.number), fields: {title: what, state: {read: "${ string(item.status) }"}}}
          on: daily at 03:00
      """, missing: 1),
  ]
}
