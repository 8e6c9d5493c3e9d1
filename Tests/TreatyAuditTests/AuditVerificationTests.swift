import CEL
import Testing
import TreatyStore
import TreatyStoreContract

@testable import TreatyAudit

@Suite("Whatever is done to the audit trail is found, and what it was done to is named")
struct AuditVerificationTests {
  private static func trail(_ count: Int = 5, removing: Int64 = 0) async throws -> (
    entries: [AuditEntry], ends: AuditEnds
  ) {
    let store = ReferenceStore()
    return try await store.transaction { (tx) throws(StoreError) in
      for number in 1...count {
        try tx.append(
          audit: AuditRecord(.updated, words: ["n": "\(number)"]).json(), about: nil,
          at: Instant(milliseconds: Int64(number)))
      }
      if removing > 0 { try tx.removeAudit(to: removing, at: Instant(milliseconds: 9)) }
      return (try tx.audit(after: 0, limit: 99), try tx.auditEnds())
    }
  }

  private static func findings(_ entries: [AuditEntry], _ ends: AuditEnds) -> [String] {
    var verification = AuditVerification(ends: ends)
    verification.take(entries) { $0 }
    verification.finish(head: ends.head)
    return verification.findings.map { "\($0.kind) \($0.number)" }
  }

  @Test("A trail that nobody touched is sound, whole and with its beginning removed as its time had come")
  func sound() async throws {
    for removed in [0, 3, 5] {
      let (entries, ends) = try await Self.trail(removing: Int64(removed))
      #expect(Self.findings(entries, ends) == [], "\(removed) removed")
    }
    #expect(Self.findings([], AuditEnds()) == [])
  }

  @Test("An entry that was changed, in what it says or in its time")
  func changed() async throws {
    var (entries, ends) = try await Self.trail()
    entries[2].kept[3] ^= 1
    #expect(Self.findings(entries, ends) == ["changed 3"])
    (entries, ends) = try await Self.trail()
    entries[4].time = Instant(milliseconds: 1)
    #expect(Self.findings(entries, ends) == ["changed 5"])
    entries[4].content = .damaged
    #expect(Self.findings(entries, ends) == ["damaged 5"])
  }

  @Test("An entry that was taken out, in the middle, at the beginning and at the end")
  func removed() async throws {
    let (entries, ends) = try await Self.trail()
    for number in 1...5 {
      var left = entries
      left.remove(at: number - 1)
      let kind = [1: "beginning", 5: "truncated"][number] ?? "removed"
      #expect(Self.findings(left, ends) == ["\(kind) \(number)"])
    }
    #expect(Self.findings(Array(entries.prefix(2)), ends) == ["truncated 3"])
    #expect(Self.findings([], ends) == ["truncated 1"])
    var unsigned = ends
    (unsigned.head, unsigned.publicKey) = (nil, [1])
    #expect(Self.findings(Array(entries.prefix(2)), unsigned) == ["unsigned 2"])
  }

  @Test("Two entries that changed places, and one that was put in")
  func moved() async throws {
    let (entries, ends) = try await Self.trail()
    var swapped = entries
    (swapped[1].kept, swapped[2].kept) = (entries[2].kept, entries[1].kept)
    #expect(Self.findings(swapped, ends) == ["changed 2", "changed 3"])
    var added = entries
    let kept = Array("{}".utf8)
    let hash = AuditChain.hash(after: entries[4].hash, number: 6, time: Instant(milliseconds: 6), kept: kept)
    added.append(
      AuditEntry(number: 6, time: Instant(milliseconds: 6), kept: kept, content: .readable(kept), hash: hash))
    #expect(Self.findings(added, ends) == ["exchanged 6"])
  }

  @Test("A trail that was written anew from some entry on, hashes and all")
  func rewritten() async throws {
    var (entries, ends) = try await Self.trail()
    var previous = entries[1].hash
    for index in 2..<5 {
      entries[index].kept = Array("{}".utf8)
      entries[index].hash = AuditChain.hash(
        after: previous, number: entries[index].number, time: entries[index].time, kept: entries[index].kept)
      previous = entries[index].hash
    }
    #expect(Self.findings(entries, ends) == ["exchanged 5"])
    ends.head?.hash = previous
    #expect(Self.findings(entries, ends) == [])
    ends.publicKey = [UInt8](repeating: 1, count: 32)
    #expect(Self.findings(entries, ends) == ["signature 5"])
  }
}

@Suite("What the audit trail says")
struct AuditRecordTests {
  @Test("A record is read back as it was written")
  func roundTrip() throws {
    var record = AuditRecord(.updated, words: ["archive": "a.gz"])
    (record.reason, record.flow, record.trace) = ("why \"not\"", "f", "t")
    (record.message, record.delivery, record.plan) = (1, 2, "p")
    (record.system, record.target, record.record, record.operation) = ("s", "s.r", "17", "update")
    record.fields = [
      AuditField(name: "a", before: nil, after: .int(1)),
      AuditField(name: "b", before: .null, after: .list([.bool(true)])),
    ]
    #expect(AuditRecord(json: record.json()) == record)
    #expect(AuditRecord(json: Array("{}".utf8)) == nil)
    #expect(AuditRecord(json: []) == nil)
  }

  @Test("Only fields that differ are in it, each by its path, and hidden ones as keyed hashes")
  func changes() throws {
    let fields = AuditFields(key: Array("key".utf8))
    func map(_ json: String) throws -> MapValue { try #require(try Value(json: Array(json.utf8)).asMap) }
    let before = try map(#"{"a": 1, "b": {"c": "x", "d": "y"}, "e": "me@example.org"}"#)
    let after = try map(#"{"a": 1, "b": {"c": "x", "d": "z"}, "e": "you@example.org", "f": []}"#)
    let changes = fields.changes(from: before, to: after) { path, _ in path == ["e"] }
    #expect(changes.map(\.name) == ["b.d", "e", "f"])
    #expect(changes[0] == AuditField(name: "b.d", before: .string("y"), after: .string("z")))
    let (me, you) = (fields.hash(.string("me@example.org")), fields.hash(.string("you@example.org")))
    #expect(changes[1] == AuditField(name: "e", before: me, after: you))
    #expect(me.json() != you.json())
    #expect(changes[2].before == nil)
    #expect(fields.changes(from: nil, to: before) { _, _ in false }.map(\.name) == ["a", "b.c", "b.d", "e"])
    #expect(AuditFields(key: [1]).hash(.int(1)).json() != fields.hash(.int(1)).json())
  }

  @Test("A spreadsheet takes nothing of it for a formula")
  func csv() {
    var record = AuditRecord(.updated, by: "=cmd()")
    record.fields = [AuditField(name: "a,b", before: .int(-1), after: .string("say \"hi\"\n"))]
    let entry = AuditEntry(
      number: 1, time: Instant(milliseconds: 0), kept: [], content: .readable(record.json()), hash: [255, 0])
    #expect(
      AuditExport.lines(entry, .csv) == [
        #"1,1970-01-01T00:00:00Z,updated,'=cmd(),,,,,,,,,,,"a,b",-1,"say ""hi"""# + "\n" + #"",,ff00"#
      ])
    #expect(
      AuditExport.lines(entry, .ndjson) == [
        #"{"number":1,"time":"1970-01-01T00:00:00Z","act":"updated","by":"=cmd()","fields":[{"field":"a,b","before":-1,"after":"say \"hi\"\n"}],"hash":"ff00"}"#
      ])
  }
}
