import CEL
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TreatyConnect
import TreatyEngine

/// At the admin address a token says who asks (`Authorization: Bearer`, RFC 6750).
///
/// To who asks, a token that was never made, one that was revoked, one whose time is over and one from a network where it does not hold look
/// alike; the log says which it was, and never the token.
struct TokenDoorkeeper: Doorkeeper {
  let access: AccessFile
  let attempts = FailedAttempts()
  let logger: Logger
  var now: @Sendable () -> Date = { Date() }

  /// Bytes of a header beyond which nothing in it is a token.
  private static var longest: Int { 256 }

  func identify(_ request: Request, _ context: ControlContext) async throws -> Operator {
    let address = context.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    let moment = ContinuousClock.now
    if let pause = attempts.wait(address, at: moment) {
      var problem = Problem(
        429, "too-often", "Too often", "Too many wrong tokens came from this address. Wait, then try again.")
      problem.headers = [.retryAfter: "\(Int(pause / .seconds(1)) + 1)"]
      throw problem
    }
    guard let header = request.headers[.authorization] else { throw Self.refusal }
    guard let token = Self.token(header) else { throw refuse("it is no token", address, moment) }
    let list = access.list
    guard let found = Self.entry(AccessToken.digest(token), in: list.tokens) else {
      throw refuse("it is not known", address, moment)
    }
    guard !found.isOver(at: now()) else { throw refuse("the time of `\(found.name)` is over", address, moment) }
    guard found.isFor(address) else { throw refuse("`\(found.name)` does not hold from there", address, moment) }
    return Operator(name: found.name, roles: Set(found.roles), entry: .token)
  }

  private static func token(_ header: String) -> Secret? {
    guard header.utf8.count <= longest, header.lowercased().hasPrefix("bearer ") else { return nil }
    let token = header.dropFirst("bearer ".count)
    return token.hasPrefix(AccessToken.prefix) ? Secret(String(token)) : nil
  }

  /// Looks at every entry, and at every digit of each, whatever it finds.
  private static func entry(_ digest: String, in tokens: [AccessList.Token]) -> AccessList.Token? {
    let given = Secret(digest)
    var found: AccessList.Token?
    for token in tokens where given.matches(token.sha256) { found = token }
    return found
  }

  private func refuse(_ why: String, _ address: IPAddress?, _ moment: ContinuousClock.Instant) -> Problem {
    attempts.note(address, at: moment)
    logger.warning(
      "a token was refused", metadata: ["from": "\(address.map { "\($0)" } ?? "unknown")", "why": "\(why)"])
    return Self.refusal
  }

  private static var refusal: Problem {
    var problem = Problem(
      401, "not-known", "Not known", "Show a token that this host knows, with `Authorization: Bearer`.")
    problem.headers = [.wwwAuthenticate: "Bearer realm=\"treaty\""]
    return problem
  }
}
