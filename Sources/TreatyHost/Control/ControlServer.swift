import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TreatyConnect
import TreatyDiagnostics
import TreatyEngine
import TreatyStore

/// Answers the commands of operators: finds the route, sees who asks and whether they may, and lets the route answer. The same routes
/// are served at the socket beside the store and at the admin address. The store itself is never opened by two processes.
struct ControlServer: HTTPResponder {
  typealias Context = ControlContext

  let routes: [ControlRoute]
  /// Says who asks.
  let doorkeeper: any Doorkeeper
  let logger: Logger

  /// How long a body may take to come.
  private static var bodyTime: Duration { .seconds(30) }
  /// Characters of a reason beyond which it is refused.
  private static var longestReason: Int { 500 }

  func respond(to request: Request, context: ControlContext) async -> Response {
    do {
      // Who is not known learns nothing, not even what there is.
      let caller = try await doorkeeper.identify(request, context)
      let (route, parameters) = try route(for: request)
      guard caller.may(route.role) else { throw refusal(caller, route) }
      let query = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
      let asked = ControlRequest(
        caller: caller, reason: try reason(query), parameters: parameters, query: query,
        body: try await body(of: request, atMost: route.mostBody))
      return try await route.answer(asked)
    } catch let problem as Problem {
      return problem.response(problem.headers)
    } catch let error as StoreError {
      return Problem(500, "store", "The store cannot be read", HostProcess.storeDiagnostic(error).message).response()
    } catch {
      logger.error("a command could not be answered", metadata: ["why": "\(error)"])
      return Problem(500, "fault", "A fault of Treaty's own", "The host's log says more.").response()
    }
  }

  private func route(for request: Request) throws(Problem) -> (ControlRoute, [String: String]) {
    let parts = request.uri.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    let found = routes.compactMap { route in route.parameters(of: parts).map { (route, $0) } }
    if let exact = found.first(where: { $0.0.method == request.method }) { return exact }
    guard !found.isEmpty else { throw .unknown }
    var problem = Problem(405, "method", "Not with this method", "It is looked at with GET, and done with POST.")
    problem.headers = [.allow: found.map(\.0.method.rawValue).joined(separator: ", ")]
    throw problem
  }

  private func refusal(_ caller: Operator, _ route: ControlRoute) -> Problem {
    logger.warning(
      "refused: the role is missing",
      metadata: [
        "operator": "\(caller.name)", "entry": "\(caller.entry.rawValue)", "needs": "\(route.role.rawValue)",
        "path": "\(route.path)",
      ])
    let roles = caller.roles.map(\.rawValue).sorted().joined(separator: ", ")
    var problem = Problem(
      403, "role", "Not with this role",
      "`\(caller.name)` is \(roles.isEmpty ? "without a role" : roles) here; it needs \(route.role.enough.map(\.rawValue).joined(separator: " or "))."
    )
    problem.role = route.role.rawValue
    return problem
  }

  private func reason(_ query: [(name: String, value: String)]) throws(Problem) -> String? {
    guard let reason = query.first(where: { $0.name == "reason" })?.value, !reason.isEmpty else { return nil }
    guard reason.count <= Self.longestReason,
      !reason.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw Problem(
        400, "reason", "That is no reason", "A reason is one line of at most \(Self.longestReason) characters.")
    }
    return reason
  }

  private func body(of request: Request, atMost most: Int) async throws -> [UInt8] {
    guard request.method != .get else { return [] }
    do {
      let body = try await within(Self.bodyTime) { try await request.body.collect(upTo: most) }
      guard let body else {
        throw Problem(
          408, "too-slow", "The body came too slowly", "Send it within \(Self.bodyTime.components.seconds) s.")
      }
      return Array(body.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem(413, "too-large", "The body is too large", "A body has at most \(most) bytes here.")
    }
  }
}

/// What a request to a control server comes with: the connection, by which the kernel says who it is.
struct ControlContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
