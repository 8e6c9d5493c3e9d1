import Testing
import TreatyDiagnostics

@Suite("What is personal stays so, wherever it is stored on its way")
struct CarriedClassTests {
  /// People, a partner's desk, and a second desk of the house.
  private static let parties = """
    connectors:
      people:
        auth: {token: {}}
        records:
          person:
            id: id
            changed: {field: changed}
            schema: {id: string, mail: {type: email, class: personal}, changed: timestamp}
            accepts: {remark: {type: string, optional: true, class: internal}, nick: string?}
            get: {GET: "/people/${ id }"}
            list: {GET: /people, query: {since: "${ string(since) }"}, items: body}
            update: {PUT: "/people/${ id }", json: "${ input }", safety: idempotent}
            delete: {POST: /people/remove, json: {id: "${ id }"}, safety: idempotent}
    systems:
      abroad: {connector: desk, url: "https://abroad.example.org", account: us-at-desk, posture: {party: partner}}
      attic: {connector: desk, url: "https://attic.example.org", account: us-at-desk}
      staff: {connector: people, url: "https://people.example.org", account: us-at-staff}
    secrets:
      staff-token: {about: Token at the directory of people}
    accounts:
      us-at-staff: {owner: front-desk, auth: {token: "${ secrets.staff-token }"}}

    """

  private static func flow(_ name: String, _ poll: String, _ deliver: String, where condition: String = "true")
    -> String
  {
    """
      \(name):
        on: {poll: \(poll), every: 5m}
        where: \(condition)
        identify: item.\(poll.hasSuffix("job") ? "number" : "id")
        deliver: [{\(deliver)}]

    """
  }

  private static func sync(_ first: String, _ second: String, where condition: String = "true") -> String {
    """
    models:
      case: {key: [number], fields: {number: string, what: string}}
    syncs:
      jobs:
        model: case
        sides:
          one: {record: \(first), where: "\(condition)", fields: {number: {read: "${ item.id }"}, what: {field: title, lossy: Short}}}
          two: {record: \(second), fields: {number: {read: "${ item.id }"}, what: {field: title, lossy: Short}}}
        rules: {number: {owner: one}, what: {owner: one}}
        create: [one -> two]
        pull: every 5m

    """
  }

  private static let mail = "to: help.ticket, do: upsert, fields: {title: \"${ item.mail }\", state: done}"
  private static let first = flow("in", "staff.person", mail)
  private static let outward = "to: abroad.ticket, do: upsert, fields: {title: \"${ item.title }\"}"
  private static let reaches = "`item.mail` is personal, and reaches `abroad.ticket`, which is cleared for `public`"

  private static let cases: [(String, String, [String])] = [
    ("by another flow", "flows:\n" + first + flow("out", "help.ticket", outward), [reaches]),
    (
      "by another flow, another field",
      "flows:\n" + first
        + flow("out", "help.ticket", outward.replacing("item.title", with: "item.id")), []
    ),
    ("of another system", "flows:\n" + first + flow("out", "attic.ticket", outward), []),
    (
      "of records that the first does not make",
      "flows:\n" + first + flow("out", "help.ticket", outward, where: "item.state == 'open'"), []
    ),
    (
      "of records that the first makes",
      "flows:\n" + first + flow("out", "help.ticket", outward, where: "item.state == 'done'"), [reaches]
    ),
    ("by a sync", "flows:\n" + first + sync("help.ticket", "abroad.ticket"), [reaches]),
    ("by a sync, the other way round", "flows:\n" + first + sync("abroad.ticket", "help.ticket"), []),
    (
      "by a sync that leaves it out",
      "flows:\n" + first + sync("help.ticket", "abroad.ticket", where: "item.state == 'open'"), []
    ),
    (
      "by one that looks up one of many",
      "flows:\n" + first
        + flow("out", "vans.job", outward.replacing("item.title", with: "lookup.?found.?title.orValue('')"))
        .replacing(
          "identify: item.number",
          with:
            "lookup: {found: {get: help.ticket, id: \"${ item.number }\", missing: leave}}\n    identify: item.number"),
      []
    ),
    (
      "in a scope that nobody can read",
      "flows:\n" + first
        + flow("out", "help.ticket, scope: \"state ~ done\"", outward), []
    ),
    ("in a scope", "flows:\n" + first + flow("out", "help.ticket, scope: \"state = 'done'\"", outward), [reaches]),
    ("in another scope", "flows:\n" + first + flow("out", "help.ticket, scope: \"state = 'open'\"", outward), []),
    (
      "over three",
      "flows:\n" + first + flow("on", "help.ticket", "to: vans.job, do: upsert, fields: {what: \"${ item.title }\"}")
        + flow("out", "vans.job", outward.replacing("item.title", with: "item.what")), [reaches]
    ),
    (
      "round in a circle, said once",
      "flows:\n" + first + flow("out", "help.ticket", outward)
        + flow("home", "abroad.ticket", "to: help.ticket, do: update, fields: {title: \"${ item.title }\"}"), [reaches]
    ),
  ]

  @Test("what one stores, another carries on", arguments: cases)
  func carried(_ what: String, _ text: String, _ messages: [String]) throws {
    let found = try AddedToBase(Self.parties + text).findings(of: .unclearedSystem)
    #expect(found.map { $0.message } == messages, "\(what)")
  }

  @Test("the way is shown over both")
  func way() throws {
    let text = "flows:\n" + Self.first + Self.flow("out", "help.ticket", Self.outward)
    let found = try AddedToBase(Self.parties + text).findings(of: .unclearedSystem).first
    #expect(
      found?.related.compactMap { $0.text }.prefix(4) == [
        "1. `mail` is declared here", "2. `item.mail` is read", "3. flow `in` stores it in `help.ticket.title`",
        "4. `item.title` is read",
      ])
  }

  @Test("a field that says a lower class is no place for it")
  func lowered() throws {
    func found(_ fields: String) throws -> [String] {
      let text = "flows:\n" + Self.flow("in", "staff.person", "to: staff.person, do: update, fields: {\(fields)}")
      return try AddedToBase(Self.parties + text).findings(of: .loweredClass).map { $0.message }
    }
    #expect(
      try found("remark: \"${ item.mail }\"") == [
        "`item.mail` is personal, and becomes `staff.person.remark`, which is internal"
      ])
    #expect(try found("remark: \"${ item.id }\"").isEmpty)
    #expect(try found("nick: \"${ item.mail }\"").isEmpty)
  }

  @Test(
    "the id of a step stands in the address where the call puts it there",
    arguments: [
      ("do: update, id: \"${ item.mail }\", with: {nick: x}", 1),
      ("do: update, id: \"${ item.id }\", with: {nick: x}", 0),
      ("do: delete, id: \"${ item.mail }\"", 0),
      ("do: update, id: \"${ item.id }\", with: {nick: \"${ item.mail }\"}", 0),
      (
        "do: update, id: x, with: {nick: x}, undo: {to: staff.person, do: update, id: \"${ item.mail }\", with: {nick: y}}",
        1
      ),
    ])
  func ids(_ step: String, _ count: Int) throws {
    let text = """
      workflows:
        mend:
          on: {poll: staff.person, every: 5m}
          identify: item.id
          steps: [{to: staff.person, \(step)}]
      """
    #expect(try AddedToBase(Self.parties + text).findings(of: .classifiedURL).count == count)
  }

  @Test(
    "what is read of each record of a batch stands in its address",
    arguments: [
      ("one.id", 0), ("one.input.nick", 0),
      ("one.input.?mail.orValue('')", 1), ("toJson(one.input)", 1),
    ])
  func batch(_ read: String, _ count: Int) throws {
    let text = """
      # letters.treaty.yaml
      connectors:
        letters:
          auth: {token: {}}
          records:
            letter:
              id: id
              schema: {id: string}
              accepts: {nick: string, mail: {type: string, optional: true, class: personal}}
              update:
                PUT: /letters/${ id }
                json: ${ input }
                safety: idempotent
                batch:
                  PUT: /letters
                  query: {all: "${ batch.map(one, \(read)).join(',') }"}
                  json: ${ batch }
                  most: 10
                  results: body
      systems: {post: {connector: letters, url: "https://post.example.org", account: us-at-desk}}
      workflows:
        mend:
          on: {poll: staff.person, every: 5m}
          identify: item.id
          steps: [{to: post.letter, do: update, id: "${ item.id }", with: {nick: x, mail: "${ item.mail }"}}]
      """
    #expect(try AddedToBase(Self.parties + text).findings(of: .classifiedURL).count == count)
  }
}
