import CEL
import TreatyPlan

/// What a request turned out to ask for.
struct StandInMatch {
  var id: String?
  var mark: String?
  /// In milliseconds since the epoch.
  var since: Int64?
  /// How much of the operation's own text was found: of several operations with one path, the one that fits best is meant.
  var score = 0
}

/// An operation of the connector, read backwards: from a request to what it was made of.
struct StandInOperation: Sendable {
  let verb: String
  let record: PlannedRecord
  let planned: PlannedOperation
  /// Path of the system's base.
  let base: String
  /// The system's quotings, to which the positions in the query refer.
  let quotings: [Quoting]
  let answer: LinkedConstruction?

  /// Whether a request has the operation's method and path.
  func hasPath(of request: StandInRequest) -> Bool { pathHoles(request) != nil }

  private func pathHoles(_ request: StandInRequest) -> [TemplateMatch.Hole]? {
    guard request.method == planned.method, request.path.hasPrefix(base) else { return nil }
    let path = String(request.path.dropFirst(base.count))
    guard let holes = TemplateMatch.holes(of: planned.path, in: path),
      holes.allSatisfy({ !$0.text.isEmpty && !$0.text.contains("/") })
    else { return nil }
    return holes.map { TemplateMatch.Hole(expression: $0.expression, text: StandInText.decode($0.text)) }
  }

  /// What a request asks for; `nil` when it is not one of this operation's.
  func match(_ request: StandInRequest) -> StandInMatch? {
    guard let holes = pathHoles(request) else { return nil }
    var match = StandInMatch()
    for hole in holes { take(hole, quoting: nil, &match) }
    for parameter in planned.query where parameter.value.constantText == nil {
      guard let value = request.query.first(where: { $0.name == parameter.name })?.value,
        let holes = TemplateMatch.holes(of: parameter.value, in: value)
      else { return nil }
      for hole in holes { take(hole, quoting: parameter.quoting, &match) }
      match.score += parameter.value.pieces.reduce(1) { score, piece in
        if case .text(let text) = piece { score + text.count } else { score }
      }
    }
    return match
  }

  private func take(_ hole: TemplateMatch.Hole, quoting: Position<Quoting>?, _ match: inout StandInMatch) {
    let text = quoting.flatMap { quotings[$0].text(of: hole.text) } ?? hole.text
    switch hole.expression {
    case "id": match.id = text
    case "mark": match.mark = text
    case let expression where expression.contains("since"): match.since = StandInText.time(text)
    default: break
    }
  }

  /// The idempotency key that a request shows, in the header that the connector names.
  func key(of request: StandInRequest) -> String? {
    guard case .key(let header) = planned.safety else { return nil }
    return request.headers[header.lowercased()]
  }

  /// The mark in written fields: found where the connector says that it is written.
  func mark(in fields: MapValue) -> String? {
    guard case .mark(let construction) = planned.safety else { return nil }
    return StandInOperation.mark(construction, .map(fields))
  }

  private static func mark(_ construction: Construction, _ value: Value) -> String? {
    switch construction {
    case .object(let fields):
      for field in fields {
        if let inner = value[field.name], let found = mark(field.value, inner) { return found }
      }
      return nil
    case .expression(let expression) where expression.cel == "mark": return value.asString
    case .text(let template):
      guard let text = value.asString, let holes = TemplateMatch.holes(of: template, in: text) else { return nil }
      return holes.first { $0.expression == "mark" }?.text
    default: return nil
    }
  }

  /// A body that has a value where the operation's `gives` reads it: `body.items`, `string(body.id)`.
  func placed(_ value: Value) -> Value {
    planned.gives.map { StandInOperation.placed(value, where: $0, reads: "body") } ?? value
  }

  /// A value in which an expression that reads a name finds another.
  static func placed(_ value: Value, where expression: PlannedExpression, reads name: String) -> Value {
    var source = expression.cel
    for function in ["string(", "int("] where source.hasPrefix(function) && source.hasSuffix(")") {
      source = String(source.dropFirst(function.count).dropLast())
    }
    let parts = source.split(separator: ".").map(String.init)
    guard parts.first == name else { return value }
    return parts.dropFirst().reversed().reduce(value) { inner, name in .map(MapValue(fields: [(Text(name), inner)])) }
  }
}

/// Texts of requests.
package enum StandInText {
  private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  package static func encode(_ text: String) -> String {
    text.utf8.reduce(into: "") { out, byte in
      if unreserved.contains(byte) {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        out += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
  }

  package static func decode(_ text: String, plusIsSpace: Bool = false) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        out.append(byte)
        index += 3
      } else {
        out.append(plusIsSpace && bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Query parameters as they came, decoded.
  package static func query(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        decode(String(parts[0]), plusIsSpace: true), parts.count == 2 ? decode(String(parts[1]), plusIsSpace: true) : ""
      )
    }
  }

  /// A time as queries write it: RFC 3339, or a date and a time of day in UTC.
  static func time(_ text: String) -> Int64? {
    let written = text.contains("T") ? text : text.replacing(" ", with: "T") + "Z"
    return Timestamp(rfc3339: written)?.millisecondsSinceEpoch
  }
}
