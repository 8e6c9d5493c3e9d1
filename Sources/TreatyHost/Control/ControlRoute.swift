import HTTPTypes
import Hummingbird
import TreatyEngine

/// One thing that can be asked of a host: how it is called, who may, and what answers. A command of the command line has one or a few.
struct ControlRoute: Sendable {
  /// GET looks and changes nothing; POST does something.
  let method: HTTPRequest.Method
  /// Path, in which a part that begins with `:` stands for any text and has that name.
  let path: String
  /// The least role that may.
  let role: Role
  /// Bytes of a body beyond which it is refused.
  var mostBody = 64 << 10
  /// Answers. Throws a ``Problem``, or a store's error.
  let answer: @Sendable (ControlRequest) async throws -> Response

  /// Something that is looked at.
  static func get(
    _ path: String, _ role: Role, _ answer: @escaping @Sendable (ControlRequest) async throws -> Response
  ) -> ControlRoute { ControlRoute(method: .get, path: path, role: role, answer: answer) }

  /// Something that is done.
  static func post(
    _ path: String, _ role: Role, mostBody: Int = 64 << 10,
    _ answer: @escaping @Sendable (ControlRequest) async throws -> Response
  ) -> ControlRoute { ControlRoute(method: .post, path: path, role: role, mostBody: mostBody, answer: answer) }

  /// The named parts of a path that is this route's; `nil` where it is not.
  func parameters(of parts: [String]) -> [String: String]? {
    let own = path.split(separator: "/")
    guard own.count == parts.count else { return nil }
    var parameters: [String: String] = [:]
    for (pattern, part) in zip(own, parts) {
      if pattern.first == ":" { parameters[String(pattern.dropFirst())] = part } else if pattern != part { return nil }
    }
    return parameters
  }
}

/// What is asked of a route, by somebody who may.
struct ControlRequest: Sendable {
  /// Who asks.
  let caller: Operator
  /// Why: what they said with `--reason`.
  let reason: String?
  /// The named parts of the path.
  let parameters: [String: String]
  /// What stands behind `?`, in its order.
  let query: [(name: String, value: String)]
  /// Body.
  let body: [UInt8]

  /// Who asks and why, for the audit trail.
  var origin: ActOrigin { caller.origin(reason: reason) }

  /// A value of the query.
  func value(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// A value of the query that has to be there.
  func needed(_ name: String) throws(Problem) -> String {
    guard let value = value(name) else {
      throw Problem(400, "incomplete", "Something is missing", "`\(name)` has to be given.")
    }
    return value
  }

  /// A number in the path.
  func number(_ name: String) throws(Problem) -> Int64 {
    guard let number = parameters[name].flatMap({ Int64($0) }) else { throw .unknown }
    return number
  }
}

extension Problem {
  /// Nothing has this name or number.
  static var unknown: Problem { unknown("There is nothing of this name.") }

  /// Nothing has this name or number: which, in a sentence.
  static func unknown(_ detail: String) -> Problem { Problem(404, "not-found", "Not found", detail) }
}
