import Testing
import TreatyDiff
import TreatyEvidence
import TreatyStore

@Suite("Files of a folder are samples, or it is said why not")
struct SampleReaderTests {
  private static func read(_ files: [(String, String)]) -> SampleReader {
    var reader = SampleReader(flows: ["page", "calls"])
    for (path, text) in files { reader.read(Array(text.utf8), path: path, place: "s/\(path)") }
    return reader
  }

  @Test("bodies by folder and by file, one a file or one a line")
  func layouts() {
    let reader = Self.read([
      ("page/a.json", "{\"x\": 1}"), ("page/deeper/b.ndjson", "{\"x\":2}\n\n[3]\r\n"), ("calls.json", "1"),
      ("calls.jsonl", "2\n3"),
    ])
    #expect(reader.unread.isEmpty)
    #expect(
      reader.samples.map { "\($0.place) \($0.flow) \(String(decoding: $0.body, as: UTF8.self))" } == [
        "s/page/a.json page {\"x\": 1}", "s/page/deeper/b.ndjson:1 page {\"x\":2}",
        "s/page/deeper/b.ndjson:3 page [3]\r", "s/calls.json calls 1", "s/calls.jsonl:1 calls 2",
        "s/calls.jsonl:2 calls 3",
      ])
  }

  @Test("envelopes say themselves where they go, wherever they lie")
  func envelopes() {
    let reader = Self.read([
      ("mixed.ndjson", #"{"flow":"page","body":{"x":1},"headers":{"X-Id":"7"},"received":"1970-01-01T00:00:01Z"}"#),
      ("page/body.json", #"{"flow":"page","body":1,"more":2}"#),
    ])
    #expect(reader.samples.map(\.flow) == ["page", "page"])
    #expect(reader.samples.first?.headers == [Sample.Header(name: "x-id", value: "7")])
    #expect(reader.samples.first?.received?.milliseconds == 1_000)
    // Anything else besides makes it a body.
    #expect(reader.samples.last?.body.count == 33)
  }

  @Test("what is none is named with its line")
  func unread() {
    let reader = Self.read([
      ("pgae/a.json", "{}"), ("page/a.ndjson", "{}\n{\n"), ("x.ndjson", #"{"flow":"call","body":1}"#),
      ("y.ndjson", #"{"flow":"page","body":1,"received":"today"}"#),
    ])
    #expect(reader.samples.map(\.place) == ["s/page/a.ndjson:1"])
    #expect(reader.unread.map(\.place) == ["s/pgae/a.json", "s/page/a.ndjson:2", "s/x.ndjson:1", "s/y.ndjson:1"])
    #expect(reader.unread.first?.reason.hasSuffix("did you mean `page`?") == true)
    #expect(reader.unread.last?.reason.hasPrefix("`received` of an envelope is a time") == true)
  }
}
