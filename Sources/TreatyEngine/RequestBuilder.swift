import CEL
import TreatyPlan

/// A request, every expression in it encoded for the place it stands in.
struct BuiltRequest {
  var target: String
  var headers: [(String, String)]
  var body: [UInt8]?
}

/// Builds requests. What comes from outside stays a value: it can end neither a path segment, nor a parameter, nor a
/// header, nor a literal of a query language.
enum RequestBuilder {
  static func build(_ request: LinkedRequest, slots: [Value]) -> Result<BuiltRequest, EvaluationFailure> {
    do throws(EvaluationFailure) {
      var target = try path(request.path, slots)
      for (index, parameter) in request.query.enumerated() {
        let value = try text(parameter.value, slots, quoting: parameter.quoting)
        target +=
          (index == 0 ? "?" : "&") + encode(parameter.name, keeping: unreserved) + "="
          + encode(value, keeping: unreserved)
      }
      var headers: [(String, String)] = []
      for header in request.headers {
        let value = try text(header.value, slots, quoting: nil)
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
          throw EvaluationFailure(.badArgument, "the header `\(header.name)` would hold a control character")
        }
        headers.append((header.name, value))
      }
      var body: [UInt8]?
      if let construction = request.body {
        headers.append(("content-type", "application/json"))
        body = try construction.build(slots: slots).get().json()
      }
      return .success(BuiltRequest(target: target, headers: headers, body: body))
    } catch { return .failure(error) }
  }

  private static func path(_ pieces: [LinkedPiece], _ slots: [Value]) throws(EvaluationFailure) -> String {
    var path = ""
    for piece in pieces {
      switch piece {
      case .text(let text): path += text
      case .expression(let program):
        let value = program.evaluate(slots: slots)
        guard let segment = value.pieceText?.string else { throw value.notText }
        // `.` and `..` would be taken out of the path, an empty segment would name another resource.
        guard !segment.isEmpty, segment != ".", segment != ".." else {
          throw EvaluationFailure(.badArgument, "`\(segment)` cannot stand in a path")
        }
        path += encode(segment, keeping: unreserved)
      }
    }
    return path.hasPrefix("/") ? path : "/" + path
  }

  private static func text(_ pieces: [LinkedPiece], _ slots: [Value], quoting: Quoting?) throws(EvaluationFailure)
    -> String
  {
    var joined = ""
    for piece in pieces {
      switch piece {
      case .text(let text): joined += text
      case .expression(let program):
        let value = program.evaluate(slots: slots)
        guard let text = value.pieceText?.string else { throw value.notText }
        if let quoting, case .text = value { joined += quoting.quoted(text) } else { joined += text }
      }
    }
    return joined
  }

  /// Unreserved characters of RFC 3986 §2.3.
  private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
  private static let hex = Array("0123456789ABCDEF".utf8)

  static func encode(_ text: String, keeping kept: Set<UInt8>) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if kept.contains(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
