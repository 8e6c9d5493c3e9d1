import Foundation
import Testing
import TreatyStore

@testable import TreatyKeys

@Suite("A key ring opens what it sealed, for whoever has its master key, until it forgets")
struct KeyRingTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-keys-\(UUID().uuidString)")
  private let place = SealedPlace("messages.body", row: "t")
  private let day: Int64 = 86_400_000

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private var path: String { folder.appending(path: "a.keys").path }

  private func ring(_ master: MasterKey, makes: Bool = true) throws(StoreError) -> KeyRing {
    try KeyRing.open(path, of: "a.sqlite", master: master, makes: makes)
  }

  private func at(_ day: Int) -> Instant { Instant(milliseconds: Int64(day) * self.day + 1) }

  @Test("What is sealed opens again, also in the next process, and is another text each time")
  func roundTrip() throws {
    let master = MasterKey()
    let first = try ring(master)
    let key = try first.key(for: .messages("short"), at: at(0), lasting: day)
    let sealed = try first.seal(Array("hello".utf8), with: key, at: place)
    #expect(try first.seal(Array("hello".utf8), with: key, at: place) != sealed)
    #expect(!Data(sealed).contains(Data("hello".utf8)))
    let second = try ring(master, makes: false)
    #expect(try second.unseal(sealed, at: place) == .bytes(Array("hello".utf8)))
    #expect(try second.seal([], with: key, at: place).count == 33)
  }

  @Test("Each period has a key of its own, and a clock that is set back brings back none")
  func periods() throws {
    let ring = try ring(MasterKey())
    func key(_ day: Int, _ policy: String = "short") throws -> UInt32 {
      try ring.key(for: .messages(policy), at: at(day), lasting: self.day)
    }
    let first = try key(0)
    #expect(try key(0) == first)
    let second = try key(1)
    #expect(second != first)
    #expect(try key(0) == second)
    #expect(try key(1, "long") != second)
    #expect(try ring.key(for: .records) == ring.key(for: .records))
  }

  @Test("A key that is forgotten opens nothing, from then on and in any copy; the others still do")
  func forgetting() throws {
    let master = MasterKey()
    let ring = try ring(master)
    let first = try ring.key(for: .messages("short"), at: at(0), lasting: day)
    let sealed = try ring.seal([1], with: first, at: place)
    let second = try ring.key(for: .messages("short"), at: at(1), lasting: day)
    let kept = try ring.seal([2], with: second, at: place)
    try ring.forget(first, at: at(2))
    #expect(try ring.unseal(sealed, at: place) == .forgotten)
    #expect(throws: StoreError.self) { try ring.seal([3], with: first, at: place) }
    let next = try self.ring(master, makes: false)
    #expect(try next.unseal(sealed, at: place) == .forgotten)
    #expect(try next.unseal(kept, at: place) == .bytes([2]))
    #expect(next.report.first { $0.number == first }?.forgotten == at(2))
    let names = try #require(next.report.first { $0.purpose == "names" })
    #expect(throws: StoreError.self) { try next.forget(names.number, at: at(2)) }
  }

  @Test("What was changed, or stands where it was not sealed for, does not open")
  func tampering() throws {
    let ring = try ring(MasterKey())
    let key = try ring.key(for: .records)
    let sealed = try ring.seal(Array("hello".utf8), with: key, at: place)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: StoreError.self, "byte \(index)") { try ring.unseal(changed, at: place) }
    }
    #expect(throws: StoreError.self) { try ring.unseal(sealed, at: SealedPlace("messages.body", row: "u")) }
    #expect(throws: StoreError.self) { try ring.unseal(sealed, at: SealedPlace("links.record", row: "t")) }
    #expect(throws: StoreError.self) { try ring.unseal([], at: place) }
  }

  @Test("Another master key, a ring that is missing and one that is damaged are told apart")
  func refusals() throws {
    let master = MasterKey()
    _ = try ring(master)
    func why(_ body: () throws(StoreError) -> KeyRing) -> String {
      do throws(StoreError) {
        _ = try body()
        return ""
      } catch { if case .keys(_, let why) = error { return why } else { return "\(error)" } }
    }
    let other = MasterKey()
    #expect(why { () throws(StoreError) in try ring(other) }.contains("the master key is another"))
    #expect(why { () throws(StoreError) in try ring(other) }.contains(master.id))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    func write(_ text: String, mode: Int = 0o600) throws {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    try write(text, mode: 0o644)
    #expect(why { () throws(StoreError) in try ring(master) }.contains("anybody can read"))
    try write(text.replacing("\"purpose\" : \"records\"", with: "\"purpose\" : \"kept\""))
    #expect(why { () throws(StoreError) in try ring(master) }.contains("was changed"))
    try write("no ring")
    #expect(why { () throws(StoreError) in try ring(master) }.contains("is no key ring"))
    try FileManager.default.removeItem(atPath: path)
    #expect(why { () throws(StoreError) in try ring(master, makes: false) }.contains("is missing"))
  }

  @Test("A master key is changed without a moment at which neither the old nor the new one opens the ring")
  func rotation() throws {
    let (old, new) = (MasterKey(), MasterKey())
    let ring = try ring(old)
    let key = try ring.key(for: .messages("short"), at: at(0), lasting: day)
    let sealed = try ring.seal([1], with: key, at: place)
    struct Broken: Error {}
    #expect(throws: StoreError.self) {
      try ring.rotate(to: new) { () throws(StoreError) in throw .keys(path: "", why: "the disk is full") }
    }
    for master in [old, new] { #expect(try self.ring(master, makes: false).unseal(sealed, at: place) == .bytes([1])) }
    try ring.rotate(to: new) {}
    #expect(ring.masterID == new.id)
    #expect(try self.ring(new, makes: false).unseal(sealed, at: place) == .bytes([1]))
    #expect(throws: StoreError.self) { try self.ring(old, makes: false) }
    // It goes on by itself.
    let next = try ring.key(for: .messages("short"), at: at(9), lasting: day)
    #expect(try self.ring(new, makes: false).unseal(ring.seal([2], with: next, at: place), at: place) == .bytes([2]))
  }

  @Test(
    "Names are the same for the same text and store, and others elsewhere", arguments: [NameForm.whole, .neighbours])
  func names(_ form: NameForm) throws {
    let master = MasterKey()
    let ring = try ring(master)
    #expect(ring.name("a", in: .identity, form) == ring.name("a", in: .identity, form))
    #expect(try self.ring(master, makes: false).name("a", in: .record, form) == ring.name("a", in: .record, form))
    #expect(ring.name("a", in: .record, form) != ring.name("a", in: .identity, form))
    #expect(try KeyRing.inMemory().name("a", in: .record, form) != ring.name("a", in: .record, form))
    // Composed and decomposed: two texts for the systems that sent them.
    #expect(ring.name("\u{e9}", in: .record, form) != ring.name("e\u{301}", in: .record, form))
    #expect(ring.name("", in: .record, form) != ring.name("a", in: .record, form))
  }

  @Test("Numbers that follow each other have names that lie together, each its own")
  func neighbours() throws {
    let ring = try KeyRing.inMemory()
    func names(_ form: NameForm, _ numbers: Range<Int>) -> [String] {
      numbers.map { ring.name("INC\($0)", in: .record, form) }
    }
    let all = names(.neighbours, 1000..<1300)
    #expect(Set(all).count == 300)
    #expect(Set(all.map { $0.prefix(4) }).count == 3)
    #expect(Set(names(.whole, 1000..<1300).map { $0.prefix(4) }).count > 290)
    // A text that others begin with is told from their beginning, and columns from each other.
    #expect(ring.name("INC10", in: .record, .neighbours).prefix(4) != all[0].prefix(4))
    #expect(ring.name("INC1000", in: .identity, .neighbours).prefix(4) != all[0].prefix(4))
  }

  @Test("A signature holds for what was signed, and for nothing else")
  func signatures() throws {
    let ring = try ring(MasterKey())
    var checkpoint = AuditCheckpoint(kind: .head, number: 7, hash: [1, 2], time: at(0))
    checkpoint.signature = ring.sign(checkpoint.signed)
    #expect(checkpoint.isSigned(by: ring.publicKey))
    #expect(try !checkpoint.isSigned(by: KeyRing.inMemory().publicKey))
    #expect(!checkpoint.isSigned(by: []))
    checkpoint.number = 6
    #expect(!checkpoint.isSigned(by: ring.publicKey))
  }

  @Test("A master key is read as bytes, hex or base64; a file that anybody can read is refused")
  func masterKeys() throws {
    let bytes = (0..<32).map { UInt8($0) }
    let key = try #require(MasterKey(written: bytes))
    let hex = bytes.map { MasterKey.digits($0) }.joined()
    for text in [hex, hex.uppercased(), hex + "\n", Data(bytes).base64EncodedString(), key.text] {
      #expect(MasterKey(written: Array(text.utf8))?.id == key.id)
    }
    for text in ["", "abc", hex + "00", String(hex.dropLast()) + "g"] {
      #expect(MasterKey(written: Array(text.utf8)) == nil)
    }
    #expect("\(key)" == "master key")
    let file = folder.appending(path: "a.key").path
    #expect(try KeyFile.read(file, of: "a") == nil)
    try KeyFile.write(key, to: file, of: "a")
    #expect(try KeyFile.read(file, of: "a")?.id == key.id)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    #expect(throws: StoreError.self) { try KeyFile.read(file, of: "a") }
  }
}
