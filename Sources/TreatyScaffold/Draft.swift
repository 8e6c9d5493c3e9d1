import TreatyPlan
import TreatySpec

/// The text of a scaffold while it is put together: sections in the order of the language, each with its declarations.
struct Draft {
  private(set) var surroundings: Surroundings
  private var sections: [String: [String]] = [:]

  init(surroundings: Surroundings) { self.surroundings = surroundings }

  /// The file's text.
  var text: String {
    SpecFile.description.keys.compactMap { key in
      sections[key.name].map { "\(key.name):\n" + $0.joined(separator: "\n") }
    }.joined(separator: "\n")
  }

  /// Adds a declaration: its lines as they stand below its section.
  mutating func add(_ section: String, _ lines: String) {
    let text = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    sections[section, default: []].append(text + "\n")
  }

  /// A team to name: one that is there, or one that is brought along.
  mutating func team() -> String {
    known(.teams)
      ?? bring("teams", "operations", "{about: Sees to it that things run, contacts: {mail: operations@example.org}}")
  }

  /// Two teams to name: those that are there, or what of them is brought along.
  mutating func teams() -> (String, String) {
    let first = team()
    if let second = surroundings.names[.teams]?.first(where: { $0 != first }) { return (first, second) }
    let name = first == "partners" ? "operations" : "partners"
    return (first, bring("teams", name, "{about: Sees to the other side, contacts: {mail: \(name)@example.org}}"))
  }

  /// A name of a section that is there.
  func known(_ section: Section) -> String? { surroundings.names[section]?.first }

  /// Adds a declaration in one line, once.
  @discardableResult
  mutating func bring(_ section: String, _ name: String, _ value: String) -> String {
    let line = "  \(name): \(value)\n"
    if sections[section]?.contains(line) != true { sections[section, default: []].append(line) }
    return name
  }

  /// A model to name: one that is there, or one that is brought along.
  mutating func model() -> String {
    if let name = known(.models) { return name }
    add(
      "models",
      """
      item:
        about: What both systems know
        fields:
          key: {type: string, max: 100}
          summary: {type: string?, max: 200}
      """)
    return "item"
  }

  /// A kind of record to write to: the first of some that are there, or that of a system that is brought along.
  mutating func record(_ name: String, from records: [Surroundings.WrittenRecord]) -> (
    name: String, known: Surroundings.WrittenRecord?
  ) {
    if let known = records.first { return (known.name, known) }
    return (system("\(name)-target") + ".item", nil)
  }

  /// An event to start from.
  mutating func event(_ name: String) -> (name: String, key: String, account: String) {
    let account = senderAccount(name)
    if let known = surroundings.event { return (known.name, key(of: known.body), account) }
    return (system("\(name)-source") + ".changed", "item.key", account)
  }

  /// An account for whoever sends to Treaty.
  mutating func senderAccount(_ name: String) -> String {
    bring("secrets", "\(name)-hook-token", "{about: Token that the sender shows}")
    let owner = team()
    return bring(
      "accounts", "\(name)-sender", "{owner: \(owner), auth: {token: \"${ secrets.\(name)-hook-token }\"}}")
  }

  /// A system with a connector of its own, to be filled in.
  mutating func system(_ name: String) -> String {
    let owner = team()
    bring("inputs", "\(name)-url", "{type: url, about: Address of \(name)}")
    bring("secrets", "\(name)-token", "{about: Token of the account at \(name)}")
    bring("accounts", "at-\(name)", "{owner: \(owner), auth: {token: \"${ secrets.\(name)-token }\"}}")
    connector("\(name)-api")
    add(
      "systems",
      """
      \(name):
        connector: \(name)-api
        url: ${ inputs.\(name)-url }
        account: at-\(name)
        owner: \(owner)
      """)
    return name
  }

  /// An expression that tells one body from another.
  private func key(of body: TypeText) -> String {
    let fields = surroundings.fields(body)
    guard let field = fields.first(where: { $0.type == "string" && !$0.isOptional }) else { return "toJson(item)" }
    return "item.\(field.name)"
  }

  mutating func connector(_ name: String) {
    add(
      "connectors",
      """
      \(name):
        about: Say what it talks to
        auth: {token: {}}
        limits: {rate: 10/s, concurrency: 4, timeout: 20s}
        records:
          item:
            id: id
            changed: {field: changed, grain: 1s}
            schema: {id: string, key: string?, summary: string?, changed: timestamp}
            accepts: {key: string?, summary: string?}
            get: {GET: "/items/${ id }"}
            list: {GET: /items, query: {since: "${ string(since) }"}, items: body.items}
            find: {GET: /items, query: {key: "${ mark }"}, items: body.items}
            create:
              POST: /items
              json: ${ input }
              gives: {id: string(body.id)}
              safety: {mark: {key: "${ mark }"}}
            update: {PUT: "/items/${ id }", json: "${ input }", safety: idempotent}
        events:
          changed:
            about: Sent when an item changes
            schema: {key: string, summary: string?}
      """)
  }
}
