import CEL
public import TreatyStore

/// What forbids that some messages are deleted, put up by a person until a person ends it.
public struct LegalHold: Hashable, Sendable, Codable {
  /// Its name, kebab-case.
  public var name: String
  /// Why.
  public var reason: String
  /// Who put it up.
  public var by: String
  /// When it was put up.
  public var created: Instant
  /// When it ends by itself; `nil` until it is released.
  public var until: Instant?
  /// Only messages of these flows; none is all.
  public var flows: [String]
  /// Only messages of these traces; none is all.
  public var traces: [String]
  /// Only messages that concern one of these keys or records; none is all.
  public var subjects: [String]
  /// Only messages that were taken at this time or later.
  public var since: Instant?
  /// Only messages that were taken before this time.
  public var before: Instant?

  /// A hold on everything.
  public init(name: String, reason: String, by: String, created: Instant) {
    self.name = name
    self.reason = reason
    self.by = by
    self.created = created
    (flows, traces, subjects) = ([], [], [])
  }

  /// Where holds are noted in a store.
  static let prefix = "hold."

  /// The name under which it is noted.
  var noteName: String { LegalHold.prefix + name }

  /// Whether it forbids that a message is deleted.
  func holds(_ message: DueMessage, at now: Instant, in tx: some StoreTransaction) throws(StoreError) -> Bool {
    if let until, until <= now { return false }
    guard flows.isEmpty || flows.contains(message.flow), traces.isEmpty || traces.contains(message.trace),
      since.map({ message.received >= $0 }) ?? true, before.map({ message.received < $0 }) ?? true
    else { return false }
    guard !subjects.isEmpty else { return true }
    return try tx.deliveries(of: message.id).contains { delivery in
      subjects.contains { subject in
        delivery.lane.identity.utf8.elementsEqual(subject.utf8)
          || (delivery.recordID.map { $0.utf8.elementsEqual(subject.utf8) } ?? false)
      }
    }
  }
}

extension StoreTransaction {
  /// The holds that stand, by name.
  public func holds() throws(StoreError) -> [LegalHold] {
    var holds: [LegalHold] = []
    for name in try notes(beginning: LegalHold.prefix) {
      guard let content = try note(name) else { continue }
      guard let hold = LegalHold(json: content) else {
        // One that cannot be read holds everything: nothing is deleted that somebody wanted to be kept.
        let words = "it was written by another version, and cannot be read"
        holds.append(
          LegalHold(
            name: String(name.dropFirst(LegalHold.prefix.count)), reason: words, by: "?",
            created: Instant(milliseconds: 0)))
        continue
      }
      holds.append(hold)
    }
    return holds
  }

  /// Puts up a hold, in the place of one of its name.
  public mutating func put(_ hold: LegalHold) throws(StoreError) { try set(note: hold.noteName, to: hold.json()) }

  /// Ends a hold.
  public mutating func release(hold name: String) throws(StoreError) {
    try set(note: LegalHold.prefix + name, to: nil)
  }
}

extension LegalHold {
  /// As it is noted.
  func json() -> [UInt8] {
    func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }
    func time(_ instant: Instant?) -> Value { instant.map { .int($0.milliseconds) } ?? .null }
    return Value.map(
      MapValue(fields: [
        ("name", .string(name)), ("reason", .string(reason)), ("by", .string(by)), ("created", time(created)),
        ("until", time(until)), ("flows", texts(flows)), ("traces", texts(traces)), ("subjects", texts(subjects)),
        ("since", time(since)), ("before", time(before)),
      ])
    ).json()
  }

  /// Reads what ``json()`` has written.
  init?(json: [UInt8]) {
    // What is no JSON is no hold.
    guard let value = try? Value(json: json) else { return nil }
    func text(_ name: String) -> String? {
      guard case .text(let text)? = value[name] else { return nil }
      return text.string
    }
    func texts(_ name: String) -> [String] { (value[name]?.asList ?? []).compactMap { $0.pieceText?.string } }
    func time(_ name: String) -> Instant? {
      guard case .int(let number)? = value[name] else { return nil }
      return Instant(milliseconds: number)
    }
    guard let name = text("name"), let reason = text("reason"), let by = text("by"), let created = time("created")
    else {
      return nil
    }
    self.init(name: name, reason: reason, by: by, created: created)
    (until, since, before) = (time("until"), time("since"), time("before"))
    (flows, traces, subjects) = (texts("flows"), texts("traces"), texts("subjects"))
  }
}
