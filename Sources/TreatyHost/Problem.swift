import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TreatyPlan

/// A problem as RFC 9457 says it: what, why, and what to do; never internals.
struct Problem: Error, Encodable {
  var type: String
  var title: String
  var status: Int
  var detail: String
  var code: String
  var violations: [Violation]?
  /// The least role that is needed, where one is missing.
  var role: String?
  /// Headers that belong to it; no part of its text.
  var headers: [HTTPField.Name: String] = [:]

  private enum CodingKeys: CodingKey { case type, title, status, detail, code, violations, role }

  init(_ status: Int, _ code: String, _ title: String, _ detail: String, violations: [Violation]? = nil) {
    type = "urn:treaty:problem:\(code)"
    self.title = title
    self.status = status
    self.detail = detail
    self.code = code
    self.violations = violations
  }

  /// The problem as a response.
  func response(_ headers: [HTTPField.Name: String] = [:]) -> Response {
    var response = Response.json(self, status: .init(code: status), type: "application/problem+json")
    for (name, value) in headers { response.headers[name] = value }
    return response
  }
}

extension Response {
  /// A value as JSON, keys sorted.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json")
    -> Response
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Reports hold texts and numbers only, which cannot fail to encode.
    let data = (try? encoder.encode(value)) ?? Data("{}".utf8)
    return Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: data)))
  }

  /// A plain text.
  static func text(_ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8")
    -> Response
  {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
