/// What must survive: messages, deliveries, attempts and links.
///
/// Every driver passes the one contract suite of `TreatyStoreContract`.
public protocol Store: Sendable {
  /// What a transaction can do.
  associatedtype Transaction: StoreTransaction

  /// Runs `body` in one transaction: when this returns all of it is on disk, when it throws none of it is there.
  ///
  /// `body` is synchronous on purpose: no call leaves the house while a transaction is open. Transactions run one after the other.
  /// One that has begun is ended and reported also when its task is cancelled.
  /// - Throws: what `body` threw, after which the store is as before; or what the store itself failed with. After a flush or a
  ///   read that failed it refuses every further transaction with the same error: what is on disk is not known any more
  ///   (PostgreSQL's lesson of 2018). After ``StoreError/full(path:)`` it does not: nothing was written.
  func transaction<Result: Sendable>(
    _ body: @Sendable (inout Transaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result

  /// Lets go of the store; the last transaction is on disk.
  func close() async throws(StoreError)

  /// How much room there is where it lies. Cheap: asked before every turn.
  var room: StoreRoom { get }
  /// Gives the reserve back to the disk, so that what must still be written can be.
  /// - Returns: whether there was one.
  func openReserve() -> Bool
  /// Makes the reserve anew, where there is room for it.
  /// - Returns: whether it is whole now.
  func fillReserve() -> Bool
}

extension Store {
  /// Memory has no disk that could be full.
  public var room: StoreRoom { .ample }
  /// There is none.
  public func openReserve() -> Bool { false }
  /// Nothing to be made.
  public func fillReserve() -> Bool { true }
}

/// How much room there is for a store.
public struct StoreRoom: Hashable, Sendable, Codable {
  /// Bytes that are free on its disk.
  public var free: Int
  /// Bytes below which nothing more is taken in.
  public var floor: Int
  /// Bytes that are set aside for outcomes, and those that should be.
  public var reserve, wantedReserve: Int

  /// So much room.
  public init(free: Int, floor: Int, reserve: Int, wantedReserve: Int) {
    self.free = free
    self.floor = floor
    self.reserve = reserve
    self.wantedReserve = wantedReserve
  }

  /// Room without end.
  public static let ample = StoreRoom(free: .max, floor: 0, reserve: 0, wantedReserve: 0)

  /// Whether nothing more is to be taken in.
  public var isShort: Bool { free < floor }
  /// Whether there is so much again that the reserve can be made and some is left: more than ``floor``, or it would go to and fro.
  public var isAmpleAgain: Bool { free - (wantedReserve - reserve) >= floor + floor / 4 }
}

/// Names of what is known of a store as a whole.
public enum StoreFact {
  /// Digest of the plan that was carried out last.
  public static let plan = "plan"
  /// Where a system was called last: the address that its paths are relative to.
  public static func address(_ system: String) -> String { "address.\(system)" }
  /// That the store was restored from a backup, as ``RestoredStore`` says it. Stays.
  public static let restored = "restored"
  /// That nobody has gone through what was open when the store was restored. Removed by the first host that does.
  public static let unsettledRestore = "restored.unsettled"
  /// Which key ring it is sealed with, by the ring's id.
  public static let keyRing = "keys.ring"
  /// By which form rows are named that are found by a keyed hash. Stays.
  public static let names = "keys.names"
  /// The end of the audit trail that the store had which a restored one took the place of, as JSON. Removed when that is in the trail.
  public static let auditBeforeRestore = "restored.audit"
  /// How long messages are kept by the plan that was carried out last, as a text that is the same for the same times.
  public static let kept = "retention.kept"
  /// That messages were dated by another plan's times, and how far they have been dated anew: the last message that was, and the last that is to
  /// be. Removed when all are.
  public static let redating = "retention.redating"
  /// What is kept under another name than today's, as ``StoredNames/text`` says it. Stays.
  public static let formerNames = "names.former"
  /// When the backup was made that this store is, in milliseconds since the epoch.
  public static let backedUp = "backup.taken"
}

/// A store that was restored: what it does not know of may have been done since its backup was made.
public struct RestoredStore: Hashable, Sendable {
  /// When it was restored.
  public var restored: Instant
  /// When its backup was made; `nil` where nobody has noted that.
  public var taken: Instant?
  /// The last message that it knew of then.
  public var lastMessage: MessageID

  /// A restored store.
  public init(restored: Instant, taken: Instant?, lastMessage: MessageID) {
    self.restored = restored
    self.taken = taken
    self.lastMessage = lastMessage
  }

  /// As ``fact`` has it; `nil` for anything else.
  public init?(fact: String) {
    let parts = fact.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, let restored = Int64(parts[0]), let last = Int64(parts[2]),
      parts[1] == "-" || Int64(parts[1]) != nil
    else { return nil }
    self.init(
      restored: Instant(milliseconds: restored), taken: Int64(parts[1]).map { Instant(milliseconds: $0) },
      lastMessage: MessageID(last))
  }

  /// The text that is kept of it: when it was restored, when the backup was made, the last message.
  public var fact: String {
    "\(restored.milliseconds) \(taken.map { "\($0.milliseconds)" } ?? "-") \(lastMessage.number)"
  }
}

/// Reads and writes within one transaction. Lists come in the order of their numbers unless said otherwise.
public protocol StoreTransaction {
  /// What is kept under which name. Another value counts at once, and for what follows this transaction if that ends well; it is kept for good where
  /// it is set as ``StoreFact/formerNames`` besides.
  var names: StoredNames { get set }

  // Messages

  /// Keeps a message.
  /// - Returns: its number, and whether it is new: a message whose `deliveryKey` the flow has taken before is not kept again,
  ///   and the number and trace of the first are returned.
  /// - Parameter keeping: by which policy it is kept, and so which key it is sealed with, together with all that comes of it.
  mutating func insert(_ message: Message, keeping: Keeping) throws(StoreError) -> (
    id: MessageID, trace: String, isNew: Bool
  )
  /// The message of a number.
  func message(_ id: MessageID) throws(StoreError) -> Message?
  /// Messages in state `accepted`, the oldest first.
  func acceptedMessages(limit: Int) throws(StoreError) -> [Message]
  /// Writes back state, ended, starts and purgeAt of a message. Everything else of a message never changes.
  /// - Throws: ``StoreError/failed(path:why:)`` where there is no such message.
  mutating func update(_ message: Message) throws(StoreError)
  /// Ends a message that was worked out, done or ended, to be removed at a time; one that is accepted stays so. The same as to read it and write
  /// it back, for what is done most often.
  mutating func end(_ message: MessageID, as state: Message.State, at now: Instant, purgeAt: Instant) throws(StoreError)
  /// How many deliveries of the message hold their lanes, and how many have ended dead or dropped.
  func progress(of message: MessageID) throws(StoreError) -> (open: Int, dead: Int)
  /// Messages of a trace.
  func messages(trace: String) throws(StoreError) -> [Message]

  // Deliveries

  /// Keeps a delivery. It becomes `queued` when its lane is held by another, whatever state it has.
  /// - Returns: the delivery as it was kept.
  mutating func insert(_ delivery: Delivery) throws(StoreError) -> Delivery
  /// The delivery of a number.
  func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery?
  /// What there is in state `ready`, by system and flow, each with when its first is due, in the order of their names' bytes. It costs as
  /// much as there are flows in it, however much waits in each.
  func readyQueues() throws(StoreError) -> [ReadyQueue]
  /// Deliveries in state `ready` of one flow to one system that are due: those due first first, by number where they are due at once, or
  /// the other way round.
  func ready(system: String, flow: String, dueBy now: Instant, newestFirst: Bool, limit: Int) throws(StoreError)
    -> [Delivery]
  /// Deliveries whose deadline has come and that can be given up: in state `queued` or `ready` and phase `write`, without a record that was
  /// found (their `outcome`), and without a call that may still be carried out (one that was sent is left until it is due again). Those whose deadline came first first.
  func expired(by now: Instant, limit: Int) throws(StoreError) -> [Delivery]
  /// Writes back a delivery; message, trace, item, step, lane, system and payload never change. One that no longer holds its lane lets the
  /// next one in it become `ready`; one that holds it again (a dead letter that is retried) goes to the lane's end, `queued` when
  /// the lane is held by another. Who may go is the store's to say: nobody makes a `queued` one `ready`.
  /// - Throws: ``StoreError/failed(path:why:)`` where there is no such delivery.
  mutating func update(_ delivery: Delivery) throws(StoreError)
  /// Puts another payload in the place of a delivery's, as when a person has mended it.
  /// - Throws: ``StoreError/failed(path:why:)`` where there is no such delivery.
  mutating func replace(payloadOf delivery: DeliveryID, with payload: [UInt8]) throws(StoreError)
  /// Deliveries in state `inFlight`: at start, those whose answer never came.
  func inFlight() throws(StoreError) -> [Delivery]
  /// Deliveries in one of these states whose number is less than one, newest first, optionally of one flow.
  func deliveries(in states: [Delivery.State], flow: String?, below: DeliveryID, limit: Int) throws(StoreError)
    -> [Delivery]
  /// Deliveries of a lane, newest first.
  func deliveries(in lane: LaneKey, limit: Int) throws(StoreError) -> [Delivery]
  /// Deliveries of a message.
  func deliveries(of message: MessageID) throws(StoreError) -> [Delivery]
  /// Flows with messages that are accepted or running, by name.
  func openFlows() throws(StoreError) -> [String]

  // Attempts and links

  /// Keeps an attempt, or writes back one of the same delivery and number.
  mutating func save(_ attempt: Attempt) throws(StoreError)
  /// Attempts of a delivery.
  func attempts(of delivery: DeliveryID) throws(StoreError) -> [Attempt]
  /// The link of a lane.
  func link(_ lane: LaneKey) throws(StoreError) -> Link?
  /// Keeps a link, or writes back the one of the same lane.
  mutating func save(_ link: Link) throws(StoreError)
  /// Deliveries of the lanes that are linked with a record of this id, at whatever system, newest first.
  func deliveries(ofRecord id: String, limit: Int) throws(StoreError) -> [Delivery]

  // The audit trail

  /// Adds an entry behind the last one, chained to it. Nobody changes or removes one, but ``removeAudit(to:at:)`` those that are too old.
  /// - Parameter record: what it can be found by (``audit(about:after:limit:)``): a system and an id of a record there.
  mutating func append(audit content: [UInt8], about record: String?, at now: Instant) throws(StoreError)
  /// Entries behind a number, in their order.
  func audit(after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry]
  /// Entries about a record behind a number, in their order.
  func audit(about record: String, after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry]
  /// What entries about a record are found by (``AuditEntry/recordName``).
  func auditName(ofRecord id: String) throws(StoreError) -> String
  /// What is known of both ends of the trail, without looking at the entries.
  func auditEnds() throws(StoreError) -> AuditEnds
  /// Removes the entries up to a number. Where the trail begins after that is signed.
  mutating func removeAudit(to number: Int64, at now: Instant) throws(StoreError)

  // Notes

  /// What was noted under a name, sealed; `nil` where nothing is.
  func note(_ name: String) throws(StoreError) -> [UInt8]?
  /// Names under which something is noted that begin with a text, in the order of their bytes.
  func notes(beginning prefix: String) throws(StoreError) -> [String]
  /// Notes something in the place of what was noted under a name; `nil` forgets it.
  mutating func set(note name: String, to content: [UInt8]?) throws(StoreError)

  // House-keeping

  /// Makes the caller the one that carries this store out, and whoever did so before it one that must stop: each has a greater number than
  /// all before it (a fencing token).
  mutating func takeOver() throws(StoreError) -> Int64
  /// The number of the one that took over last; 0 where nobody has.
  func epoch() throws(StoreError) -> Int64
  /// Notes which plan is carried out from now on, with its text, so that a store can be understood by itself. A plan that was noted before
  /// keeps its text.
  mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError)
  /// What is known of the store as a whole by a name, such as ``StoreFact/restored``; `nil` where nothing is.
  func fact(_ name: String) throws(StoreError) -> String?
  /// Notes something of the store as a whole in the place of what was noted by that name; `nil` forgets it.
  mutating func set(fact name: String, to value: String?) throws(StoreError)
  /// The number that the last message got, also where that is gone; 0 before the first.
  func lastMessage() throws(StoreError) -> MessageID
  /// The text of a plan that was noted.
  func planText(_ digest: String) throws(StoreError) -> [UInt8]?
  /// Whether a flow knows any record of a target (`system.record`).
  func hasLinks(flow: String, target: String) throws(StoreError) -> Bool
  /// Messages whose time has come, those due first first. A message that is accepted or running, or has a delivery that holds its lane, is
  /// never among them.
  func purgeable(by now: Instant, limit: Int) throws(StoreError) -> [DueMessage]
  /// Removes messages with their deliveries and attempts; links stay. Only of those that ``purgeable(by:limit:)`` has named.
  mutating func remove(_ messages: [MessageID]) throws(StoreError)
  /// Removes what is in messages and in what came of them, and leaves what became of it.
  mutating func strip(_ messages: [MessageID]) throws(StoreError)
  /// Sets when the time of a message comes.
  mutating func postpone(_ message: MessageID, to purgeAt: Instant) throws(StoreError)
  /// Messages that have ended, of the numbers behind one and up to another, in their order.
  func ended(after message: MessageID, through last: MessageID) throws(StoreError) -> [DueMessage]
  /// When the time of the next message comes; `nil` where there is none.
  func nextPurge() throws(StoreError) -> Instant?
  /// Looks at links that were written last before a time, the oldest first, and removes those in whose lanes there is no delivery, with the
  /// lanes.
  /// - Parameters:
  ///   - place: behind which link it is gone on; `nil` is the beginning.
  ///   - limit: how many are looked at.
  /// - Returns: how many links went, and the place of the last one that was looked at; `nil` where there are no more.
  mutating func removeLinks(writtenBefore time: Instant, flow: String, after place: LinkPlace?, limit: Int)
    throws(StoreError) -> (removed: Int, last: LinkPlace?)
  /// The last of the oldest entries of the audit trail that were all written before a time; `nil` where there is none.
  /// - Parameter limit: how many of the oldest are looked at.
  func lastAudit(before time: Instant, limit: Int) throws(StoreError) -> Int64?
  /// Gives a little of the space that is free in the file back to the file system: never all at once, since every transaction waits for
  /// this one.
  /// - Returns: whether there is more to be given back.
  mutating func giveBack(pages: Int) throws(StoreError) -> Bool
  /// How many there are of what.
  func census() throws(StoreError) -> StoreCensus
}

extension StoreTransaction {
  /// Deliveries in one of these states, newest first, optionally of one flow.
  public func deliveries(in states: [Delivery.State], flow: String?, limit: Int) throws(StoreError) -> [Delivery] {
    try deliveries(in: states, flow: flow, below: DeliveryID(.max), limit: limit)
  }

  /// Removes messages whose time has come.
  /// - Returns: how many messages went.
  public mutating func purge(dueBy now: Instant, limit: Int) throws(StoreError) -> Int {
    let ids = try purgeable(by: now, limit: limit).map(\.id)
    try remove(ids)
    _ = try giveBack(pages: 256)
    return ids.count
  }

  /// Keeps a message as is usual.
  public mutating func insert(_ message: Message) throws(StoreError) -> (id: MessageID, trace: String, isNew: Bool) {
    try insert(message, keeping: .standard)
  }
}

/// Deliveries of one flow to one system that can go when they are due.
public struct ReadyQueue: Hashable, Sendable {
  /// Name of the system.
  public var system: String
  /// Name of the flow.
  public var flow: String
  /// When the first of them is due.
  public var due: Instant

  /// A queue.
  public init(system: String, flow: String, due: Instant) {
    self.system = system
    self.flow = flow
    self.due = due
  }
}

/// What a store can fail with. The reader of each does something else.
public enum StoreError: Error, Hashable, Sendable {
  /// Another host has it; its process id where known.
  case locked(path: String, holder: Int32?)
  /// It cannot be used safely where it is: a network file system, a setting that did not take.
  case unsafe(path: String, why: String)
  /// Made by a newer version of Treaty.
  case tooNew(path: String, found: Int, known: Int)
  /// Another host has taken it over: whoever finds this did nothing, and must stop.
  case superseded(path: String)
  /// There is no room left. Nothing was written.
  case full(path: String)
  /// Its keys are not those that it was sealed with, or are not to be had: nothing in it can be read or written.
  case keys(path: String, why: String)
  /// It did not take or give what was asked. Whoever hosts it ends, and starts again from what is on disk.
  case failed(path: String, why: String)

  /// The file that it is about.
  public var path: String {
    switch self {
    case .locked(let path, _), .unsafe(let path, _), .tooNew(let path, _, _), .superseded(let path), .full(let path),
      .keys(let path, _), .failed(let path, _):
      path
    }
  }
}
