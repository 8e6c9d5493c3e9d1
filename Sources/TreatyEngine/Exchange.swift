import CEL
public import TreatyPlan

/// A call and its answer as they are kept with an attempt that did not go well: for whoever has to find out why.
public struct Exchange: Sendable {
  /// One of the two.
  public struct Part: Sendable {
    /// HTTP status of an answer.
    public var status: Int?
    /// Method of a request, and path and query below the system's base.
    public var method, target: String?
    /// Headers; those with credentials are added by the transport, and are not here.
    public var headers: [(String, String)] = []
    /// Body as text; cut where it is long.
    public var body: String?
    /// How many bytes of it were cut off.
    public var cut = 0
  }

  /// What was sent; `nil` where the process that sent it ended.
  public var request: Part?
  /// What was answered; `nil` where nothing was.
  public var answer: Part?

  /// A call and what came of it.
  init(_ call: OutgoingCall?, _ answer: Answer) {
    if let call {
      var part = Part(method: call.method, target: call.target, headers: call.headers)
      part.take(call.body ?? [])
      request = part
    }
    if case .reply(let status, let headers, let body) = answer {
      var part = Part(status: status, headers: headers)
      part.take(body)
      self.answer = part
    }
  }

  /// As it is kept.
  func json() -> [UInt8] {
    var members: [(Text, Value)] = []
    if let request { members.append(("request", request.value)) }
    if let answer { members.append(("answer", answer.value)) }
    return Value.map(MapValue(fields: members)).json()
  }

  /// Reads what was kept, without the texts that are not to be seen; `nil` for anything else.
  public init?(json: [UInt8], hiding texts: HiddenTexts) {
    // What is no JSON was not written by ``json()``.
    guard let value = try? Value(json: json) else { return nil }
    request = value["request"].map { Part($0, texts) }
    answer = value["answer"].map { Part($0, texts) }
  }
}

extension Exchange.Part {
  /// Bytes of a body that are kept.
  private static let mostBytes = 16_384

  fileprivate mutating func take(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    var kept = bytes.prefix(Self.mostBytes)
    // Not within a character, whose bytes would be taken for something else.
    if kept.count < bytes.count {
      while kept.count > Self.mostBytes - 4, bytes[kept.endIndex] & 0xC0 == 0x80 { kept.removeLast() }
    }
    (body, cut) = (String(decoding: kept, as: UTF8.self), bytes.count - kept.count)
  }

  fileprivate var value: Value {
    var members: [(Text, Value)] = []
    if let status { members.append(("status", .int(Int64(status)))) }
    if let method { members.append(("method", .string(method))) }
    if let target { members.append(("target", .string(target))) }
    if !headers.isEmpty {
      members.append(
        ("headers", .list(headers.map { .list([.string($0.0), .string($0.1)]) })))
    }
    if let body { members.append(("body", .string(body))) }
    if cut > 0 { members.append(("cut", .int(Int64(cut)))) }
    return .map(MapValue(fields: members))
  }

  fileprivate init(_ value: Value, _ texts: HiddenTexts) {
    func text(_ name: String) -> String? {
      guard case .text(let text)? = value[name] else { return nil }
      return texts.hide(in: text.string)
    }
    func number(_ name: String) -> Int? {
      guard case .int(let number)? = value[name] else { return nil }
      return Int(clamping: number)
    }
    (status, method, target) = (number("status"), text("method"), text("target"))
    headers = (value["headers"]?.asList ?? []).compactMap { pair in
      guard let pair = pair.asList, pair.count == 2, case .text(let name) = pair[0], case .text(let content) = pair[1]
      else { return nil }
      return (name.string, texts.hide(in: content.string))
    }
    (body, cut) = (text("body"), number("cut") ?? 0)
    guard cut > 0, let whole = body?.utf8 else { return }
    // What is to be hidden can begin before the cut, and go on behind it.
    let begun = texts.beginning(atEndOf: whole)
    (body, cut) = (String(decoding: whole.dropLast(begun), as: UTF8.self), cut + begun)
  }
}
