import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("Requests are encoded for their place")
struct EncodingTests {
  /// Texts that somebody who means ill could send, or somebody with an odd name.
  static let hostile = [
    "plain", "a b", "../admin", "..%2fadmin", "a/b", "a\\b", "a?b=c", "a#b", "a&b=c", "a;b", "100%", "%00", "é", "日本",
    "👩‍👩‍👧", "' OR id > 0 OR '", "\\' OR id > 0 OR \\'", "\\", "'", "''", "'\u{301} OR id > 0 OR '\u{301}", "\\\u{301}'",
    "\"", "a\r\nX-Admin: 1", "\n", "\u{0}", "\u{7F}", "\u{FEFF}", "~._-", "{\"a\":1}", "${ inputs.x }", "a\u{2028}b",
    "\u{202E}",
  ]

  private func operations() throws -> LinkedRecord {
    var plan = SamplePlan().plan
    let header = HeaderField(name: "X-Title", value: PlannedTemplate([.expression(SamplePlan.cel("id"))]))
    plan.systems[0].records[0].get?.headers = [header]
    let linked = try LinkedPlan(plan: plan, digest: "", bindings: Bindings())
    return try #require(linked.systems.first?.records.first)
  }

  private func build(_ operation: LinkedOperation?, id: Value = .string("1"), input: Value = .null, mark: String = "m")
    throws -> Result<BuiltRequest, EvaluationFailure>
  {
    RequestBuilder.build(try #require(operation).request, slots: [.null, id, input, .string(mark), .null])
  }

  private func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What a reader of the query language takes as its first literal, and what is left behind it.
  private func literal(_ text: some StringProtocol) -> (value: String, rest: String) {
    var value: [UInt8] = []
    var rest = Array(text.utf8)[...]
    guard rest.popFirst() == UInt8(ascii: "'") else { return ("", String(text)) }
    while let byte = rest.popFirst(), byte != UInt8(ascii: "'") {
      value.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? 0 : byte)
    }
    return (String(decoding: value, as: UTF8.self), String(decoding: rest, as: UTF8.self))
  }

  @Test("in a path a text is one segment and says what it said", arguments: hostile)
  func path(_ text: String) throws {
    let target = try build(try operations().update, id: .string(text), input: .map(MapValue())).get().target
    #expect(target.hasPrefix("/tickets/"))
    let segment = target.dropFirst("/tickets/".count)
    #expect(segment.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#\\\"<>".utf8.contains($0) }, "\(segment)")
    #expect(Array(decoded(segment).utf8) == Array(text.utf8))
  }

  @Test("a segment that would be taken out of the path is refused", arguments: ["", ".", ".."])
  func dots(_ text: String) throws {
    guard case .failure(let failure) = try build(try operations().update, id: .string(text), input: .map(MapValue()))
    else {
      Issue.record("`\(text)` was let through")
      return
    }
    #expect(failure.message.contains("path"))
  }

  @Test("in a query a text is one literal of one parameter and says what it said", arguments: hostile)
  func query(_ text: String) throws {
    let target = try build(try operations().find, mark: text).get().target
    #expect(target.hasPrefix("/tickets?query="))
    let value = target.dropFirst("/tickets?query=".count)
    #expect(value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"&=#+;'".utf8.contains($0) }, "\(value)")
    let whole = decoded(value)
    #expect(whole.hasPrefix("mark = "))
    let (said, rest) = literal(whole.dropFirst("mark = ".count))
    #expect(Array(said.utf8) == Array(text.utf8) && rest.isEmpty, "\(whole)")
  }

  @Test("in a header a text cannot begin another", arguments: hostile)
  func header(_ text: String) throws {
    let isControl = text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    switch try build(try operations().get, id: .string(text)) {
    case .success(let request):
      #expect(!isControl)
      #expect(request.headers.first { $0.0 == "X-Title" }?.1 == text)
    case .failure(let failure):
      #expect(isControl)
      #expect(failure.message.contains("header"))
    }
  }

  @Test("in a body a text says what it said", arguments: hostile)
  func body(_ text: String) throws {
    let input = Value.map(MapValue(fields: [(Text(text), .string(text)), ("number", .int(1))]))
    let request = try build(try operations().create, input: input).get()
    let read = try Value(json: try #require(request.body))
    #expect(Array(read[text]?.asString?.utf8 ?? "".utf8) == Array(text.utf8))
    #expect(request.headers.contains { $0 == ("content-type", "application/json") })
  }

  @Test("numbers and truth values stand bare in a query, texts that look like them do not")
  func typed() throws {
    var plan = SamplePlan().plan
    let value = PlannedTemplate([
      .text("n = "), .expression(SamplePlan.cel("1 + 1")), .text(" and b = "), .expression(SamplePlan.cel("1 < 2")),
      .text(" and t = "), .expression(SamplePlan.cel("'2'")),
    ])
    plan.systems[0].records[0].find?.query = [QueryParameter(name: "a b&c", value: value, quoting: Position(0))]
    let linked = try LinkedPlan(plan: plan, digest: "", bindings: Bindings())
    let target = try build(linked.systems.first?.records.first?.find).get().target
    #expect(decoded(target[...]) == "/tickets?a b&c=n = 2 and b = true and t = '2'")
    #expect(target.hasPrefix("/tickets?a%20b%26c="))
  }

  @Test("a language in which a quote is doubled", arguments: hostile)
  func doubled(_ text: String) {
    let quoted = Quoting(name: "sql", quote: "'", escape: "'").quoted(text)
    let inner = Array(quoted.utf8.dropFirst().dropLast())
    #expect(quoted.utf8.first == 0x27 && quoted.utf8.last == 0x27)
    // Each quote inside is one of a pair.
    var run = 0
    for byte in inner + [0] {
      if byte == 0x27 { run += 1 } else { run = run % 2 == 0 ? 0 : .min }
    }
    #expect(run == 0, "\(quoted)")
  }

  @Test("an id from a partner goes no further than its segment", arguments: ["../../admin", "1?all=true", "1/close"])
  func partnersID(_ id: String) async throws {
    var house = try House()
    try await house.take(Alert("a"))
    let call = try #require(try await house.turn().calls.first)
    let body = Value.map(MapValue(fields: [("id", .string(id))])).json()
    _ = try await house.turn([.answer(call.id, .reply(status: 201, headers: [], body: body))])
    try await house.take(Alert("a", state: "resolved"))
    let update = try #require(try await house.turn().calls.first)
    #expect(update.method == "PUT" && update.target.split(separator: "/", omittingEmptySubsequences: false).count == 3)
    #expect(!update.target.contains("?"))
  }

  @Test("a call says whom, how long, and in which trace")
  func call() async throws {
    var house = try House()
    try await house.take(Alert("a"))
    let call = try #require(try await house.turn().calls.first)
    #expect(call.method == "POST" && call.target == "/tickets" && call.operation == "create")
    #expect(call.timeoutMilliseconds == 10_000 && call.system == Position(0))
    #expect(house.plan.baseURL(of: call.system)?.description == "https://desk.example/api")
    #expect(call.trace == String(repeating: "0", count: 31) + "1")
    #expect(call.span.count == 16 && call.span != String(repeating: "0", count: 16))
    #expect(call.span.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }
}
