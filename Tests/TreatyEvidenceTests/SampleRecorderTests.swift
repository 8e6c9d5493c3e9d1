import CEL
import Testing
import TreatyEngine
import TreatyEvidence
import TreatyPlan
import TreatyStore

@Suite("Samples of what came in have stand-ins for what is classified, and are messages all the same")
struct SampleRecorderTests {
  private static let spec = """
    connectors:
      phone:
        auth: {token: {}}
        events:
          call:
            schema:
              id: string
              caller: {type: string, class: personal, max: 40}
              mail: {type: string, class: personal, pattern: "^[a-z.]+@[a-z.]+$"}
              born: {type: timestamp, class: personal}
              kind: {enum: [staff, guest, press], class: personal}
              age: {type: int, class: personal, min: 18, max: 120}
              pin: {type: string, class: secret}
              people: {type: {string: string}, class: personal, optional: true}
              text: string
    systems:
      switchboard: {connector: phone}
    flows:
      calls:
        owner: front-desk
        on: {event: switchboard.call, path: /call, account: monitor-here}
        identify: item.id
        deliver:
          - {to: help.ticket, do: upsert, fields: {title: "${ event.headers[?'x-line'].orValue('') }", note: "${ item.text }"}}
    """

  private static func message(
    _ id: String, caller: String = "Zanzibar Quux", age: Int = 57, more: String = "", flow: String = "calls"
  ) -> Message {
    let body = """
      {"id":"\(id)","caller":"\(caller)","mail":"zanzibar.quux@mail.example","born":"1969-07-20T20:17:40Z",\
      "kind":"press","age":\(age),"pin":"4-8!xK","people":{"ZEBEDEE":"Yttrium"},\
      "text":"ZANZIBAR QUUX called, write to zanzibar.quux%40mail.example or 4-8!xK"\(more)}
      """
    return Message(
      trace: String(repeating: "a", count: 32), parentSpan: nil, flow: flow, received: Instant(milliseconds: 1_000),
      body: Array(body.utf8), headers: Array(#"{"x-line":"Zanzibar Quux 7","x-other":"canary-header"}"#.utf8),
      plan: "p",
      deliveryKey: nil)
  }

  private static func recorder(_ seed: UInt8 = 1) throws -> SampleRecorder {
    SampleRecorder(try EvidenceExample.plan(spec), key: [UInt8](repeating: seed, count: 32))
  }

  private static let canaries = [
    "zanzibar", "quux", "mail.example", "1969-07-20", "zebedee", "yttrium", "4-8!xk", "canary-header",
  ]

  @Test(
    "nothing of it is left, in its field or anywhere else, in any form; and it is taken by the plan that it was made for"
  )
  func canary() throws {
    let sample = try Self.recorder().sample(of: Self.message("7")).get()
    let text = String(decoding: sample.json(), as: UTF8.self)
    for canary in Self.canaries { #expect(!text.lowercased().contains(canary), "`\(canary)` in \(text)") }
    var reader = SampleReader(flows: ["calls"])
    reader.read(Array((text + "\n").utf8), path: "calls.ndjson", place: "calls.ndjson")
    let read = try #require(reader.samples.first)
    #expect(read.headers.map(\.name) == ["x-line"] && read.received == Instant(milliseconds: 1_000))
    let rehearsal = Rehearsal(try EvidenceExample.plan(Self.spec))
    let intake = Intake(
      flow: "calls", trace: "", parentSpan: nil, headers: read.headers.map { ($0.name, $0.value) }, body: read.body)
    guard case .taken(_, let items) = rehearsal.run(intake, at: Instant(milliseconds: 0)) else {
      Issue.record("it is not taken: \(text)")
      return
    }
    #expect(items.count == 1)
  }

  @Test("the same for the same value, another for another, and another with another key")
  func same() throws {
    func caller(_ recorder: SampleRecorder, _ message: Message) throws -> String {
      try #require(try recorder.sample(of: message).get()["body"]?["caller"]?.asString)
    }
    let recorder = try Self.recorder()
    let first = try caller(recorder, Self.message("1"))
    #expect(try first == caller(recorder, Self.message("2")))
    #expect(try first != caller(recorder, Self.message("1", caller: "Zanzibar Quuy")))
    #expect(try first != caller(Self.recorder(2), Self.message("1")))
    // Its shape is the same.
    #expect(
      first.count == 13 && first.split(separator: " ").map(\.count) == [8, 4] && first.first?.isUppercase == true)
  }

  @Test("of the kind that it was", arguments: 1...40 as ClosedRange<UInt8>)
  func valid(seed: UInt8) throws {
    let sample = try Self.recorder(seed).sample(of: Self.message("1", age: 18 + Int(seed) * 2)).get()
    let body = try #require(sample["body"])
    #expect((18...120).contains(try #require(body["age"]?.asInt)))
    #expect(["staff", "guest", "press"].contains(body["kind"]?.asString))
    #expect(Timestamp(rfc3339: body["born"]?.asString ?? "") != nil)
    #expect(body["id"]?.asString == "1")
  }

  @Test("what cannot be one is left out, and it is said why")
  func omitted() throws {
    let recorder = try Self.recorder()
    func why(_ message: Message) -> SampleRecorder.Omission? {
      if case .failure(let why) = recorder.sample(of: message) { return why }
      return nil
    }
    #expect(why(Self.message("1", flow: "other")) == .noFlow)
    #expect(why(Self.message("1", age: 7)) == .changed)
    var forgotten = Self.message("1")
    forgotten.isForgotten = true
    #expect(why(forgotten) == .forgotten)
    // The name of a field is what somebody is called: it cannot be taken out.
    #expect(why(Self.message("1", caller: "received")) == .unreplaceable)
  }
}
