import CEL
import TreatyPlan
import TreatyStore

/// What a call came to.
enum Verdict {
  /// Done; the slots of the answer are kept for what is read from it.
  case good(slots: [Value])
  /// Not done, or nobody knows.
  case bad(FailureClass, reason: String, retryAfter: Int64?)
}

/// Decides what an answer means: a connector's rules first, the status after them.
enum Classifier {
  static func judge(
    _ answer: Answer, of operation: LinkedOperation, in system: LinkedSystem, id: Value, input: Value, now: Int64
  ) -> Verdict {
    switch answer {
    case .noReply(.notSent, let cause): return .bad(.outage, reason: cause, retryAfter: nil)
    case .noReply(.mayHaveArrived, let cause):
      return .bad(operation.isRepeatable ? .outage : .unsure, reason: cause, retryAfter: nil)
    case .reply(let status, let headers, let body):
      let slots = slots(status, headers, body, system, id: id, input: input)
      let wait = RetryAfter.milliseconds(headers, now: now)
      for rule in operation.failures + system.failures {
        if case .bool(true) = rule.when.evaluate(slots: slots) {
          return .bad(rule.failureClass, reason: reason(rule, slots, status), retryAfter: wait)
        }
      }
      guard let failure = failure(status, operation) else { return .good(slots: slots) }
      return .bad(failure, reason: words(status), retryAfter: wait)
    }
  }

  /// What one result of several means.
  /// - Parameters:
  ///   - result: The result; `nil` where the answer has none for this record.
  ///   - whole: What the answer as a whole is.
  /// - Returns: what it came to, and the id of a record that was made.
  static func judge(
    _ result: Value?, of operation: LinkedOperation, _ batch: LinkedBatch, _ whole: Verdict, id: Value, input: Value
  ) -> (verdict: Verdict, id: String?) {
    guard case .good(var slots) = whole else { return (whole, nil) }
    guard let result else {
      return (.bad(.unsure, reason: "the answer has no result for this record", retryAfter: nil), nil)
    }
    (slots[4], slots[5]) = (id, input)
    slots.append(result)
    for rule in batch.failures {
      if case .bool(true) = rule.when.evaluate(slots: slots) {
        return (.bad(rule.failureClass, reason: reason(rule, slots, 200), retryAfter: nil), nil)
      }
    }
    if let status = batch.status {
      guard case .int(let number) = status.evaluate(slots: slots), let code = Int(exactly: number) else {
        return (.bad(.unsure, reason: "the result for this record has no status", retryAfter: nil), nil)
      }
      if let failure = failure(code, operation) { return (.bad(failure, reason: words(code), retryAfter: nil), nil) }
    }
    return (.good(slots: slots), batch.gives?.evaluate(slots: slots).pieceText?.string)
  }

  /// What an answer says of the calls that are left; `nil` where it says nothing.
  static func throttle(_ throttle: LinkedThrottle, _ answer: Answer, _ system: LinkedSystem, at now: Instant)
    -> (remaining: Int?, reset: Instant)?
  {
    guard case .reply(let status, let headers, let body) = answer else { return nil }
    let slots = slots(status, headers, body, system, id: .null, input: .null)
    let reset: Instant
    switch throttle.reset.evaluate(slots: slots) {
    case .timestamp(let time): reset = Instant(milliseconds: time.millisecondsSinceEpoch)
    case .duration(let span): reset = now.advanced(milliseconds: span.nanoseconds / 1_000_000)
    case .int(let seconds): reset = now.advanced(milliseconds: min(max(0, seconds), 31_536_000) * 1000)
    case .uint(let seconds): reset = now.advanced(milliseconds: Int64(min(seconds, 31_536_000)) * 1000)
    case .double(let seconds) where seconds.isFinite:
      reset = now.advanced(milliseconds: Int64(min(max(0, seconds), 31_536_000) * 1000))
    default: return nil
    }
    guard case .int(let left)? = throttle.remaining?.evaluate(slots: slots) else { return (nil, reset) }
    return (Int(clamping: left), reset)
  }

  /// Values of an answer, in the order of ``Scope/names(at:)``.
  private static func slots(
    _ status: Int, _ headers: [(String, String)], _ body: [UInt8], _ system: LinkedSystem, id: Value, input: Value
  ) -> [Value] {
    var fields = MapValue()
    for (name, value) in headers {
      let key = Value.string(name.lowercased())
      // Fields of one name are one list (RFC 9110 §5.3).
      if case .text(let first)? = fields[key] {
        fields[key] = .text(first + ", " + Text(value))
      } else {
        fields[key] = .string(value)
      }
    }
    return [.int(Int64(status)), .map(fields), parse(body), system.value, id, input]
  }

  /// Values of an answer to any request.
  static func slots(_ status: Int, _ headers: [(String, String)], _ body: [UInt8], _ system: Value) -> [Value] {
    var fields = MapValue()
    for (name, value) in headers where fields[.string(name.lowercased())] == nil {
      fields[.string(name.lowercased())] = .string(value)
    }
    return [.int(Int64(status)), .map(fields), parse(body), system]
  }

  private static func parse(_ body: [UInt8]) -> Value {
    if body.isEmpty { return .null }
    if let value = try? Value(json: body) { return value }  // what is no JSON is a text
    return .string(String(decoding: body, as: UTF8.self))
  }

  static func reason(_ rule: LinkedRule, _ slots: [Value], _ status: Int) -> String {
    guard !rule.reason.isEmpty, case .success(let text) = LinkedPiece.join(rule.reason, slots: slots), !text.isEmpty
    else { return words(status) }
    // Shortened for people once what must not be seen is out: half of a secret would not be known as one.
    return String(text.string.trimmingEnd.prefix(16_384))
  }

  private static func words(_ status: Int) -> String {
    let names: [Int: String] = [
      301: "a redirect, which is not followed", 302: "a redirect, which is not followed",
      303: "a redirect, which is not followed",
      307: "a redirect, which is not followed", 308: "a redirect, which is not followed", 400: "bad request",
      401: "not authenticated",
      403: "not allowed", 404: "not found", 409: "conflict", 410: "gone", 412: "precondition failed", 413: "too large",
      422: "not processable",
      429: "too many requests", 500: "internal error", 502: "bad gateway", 503: "unavailable", 504: "gateway timeout",
    ]
    return names[status].map { "answered \(status), \($0)" } ?? "answered \(status)"
  }

  /// What a status means by itself; `nil` for success.
  private static func failure(_ status: Int, _ operation: LinkedOperation) -> FailureClass? {
    switch status {
    case 200..<300: nil
    case 429: .throttled
    case 503: .outage
    case 401, 403, 407: .denied
    case 404, 410: .gone
    case 409, 412: .conflict
    // The work may have been done before the error, or behind the gateway.
    case 408, 500...599: operation.isRepeatable ? .outage : .unsure
    default: .rejected
    }
  }
}

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is held against the answer's own `Date` where it has one.
enum RetryAfter {
  static func milliseconds(_ headers: [(String, String)], now: Int64) -> Int64? {
    func field(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
    guard let text = field("retry-after") else { return nil }
    if let seconds = Int64(text), seconds >= 0 { return min(seconds, 31_536_000) * 1000 }
    guard let date = HTTPDate.milliseconds(text) else { return nil }
    let base = field("date").flatMap(HTTPDate.milliseconds) ?? now
    return max(0, date - base)
  }
}

/// The preferred date of HTTP (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Milliseconds since the epoch; `nil` for another form.
  static func milliseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month + 1
    let written = "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z"
    return Timestamp(rfc3339: written)?.millisecondsSinceEpoch
  }
}

extension String {
  var trimmingEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
