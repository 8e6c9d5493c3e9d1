import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore

/// Makes the engine's calls: adds address and credential, and takes secrets out of what comes back.
struct Caller: Sendable {
  let plan: LinkedPlan
  let transport: any Transport
  /// How to go to each system, by position.
  let credentials: [Credential]
  /// How connections to each system are protected, by position.
  let trusts: [ConnectionTrust?]
  let redactor: Redactor

  /// What became of a call that no flow makes: a health check, an alert.
  func answer(
    to target: String, method: String, headers: [(String, String)], body: [UInt8]?, at system: Position<PlannedSystem>,
    timeout: Duration
  ) async -> Answer {
    guard let base = plan.baseURL(of: system) else {
      return .noReply(reach: .notSent, cause: "the system has no address")
    }
    let call = Call(
      base: base, method: method, target: target, headers: headers, body: body, credential: credentials[system.index],
      trust: trusts[system.index], timeout: timeout)
    do throws(TransportFailure) {
      let reply = try await transport.perform(call)
      return .reply(
        status: reply.status, headers: reply.headers.map { ($0.0, redactor.redact($0.1)) },
        body: redactor.redact(reply.body))
    } catch {
      return .noReply(
        reach: error.reach == .notSent ? .notSent : .mayHaveArrived, cause: redactor.redact(error.cause))
    }
  }

  /// What became of a call; `nil` when it was cancelled because the host stops. Then it may have arrived: it stays open, and is
  /// settled at the next start.
  /// - Parameter sent: When it left as far as the store says. What is sure to have ended at a time after that must not begin later: a call
  ///   that was held up, on a machine that stood still, leaves in what is left of its time, or not at all.
  func answer(to call: OutgoingCall, sent: ContinuousClock.Instant) async -> Answer? {
    let timeout = Duration.milliseconds(call.timeoutMilliseconds) - (ContinuousClock.now - sent)
    guard timeout > .zero else { return .noReply(reach: .notSent, cause: "the host was held up, and did not send it") }
    guard let base = plan.baseURL(of: call.system) else {
      return .noReply(reach: .notSent, cause: "the system has no address")
    }
    let outgoing = Call(
      base: base, method: call.method, target: call.target, headers: call.headers, body: call.body,
      credential: credentials[call.system.index], trust: trusts[call.system.index], timeout: timeout,
      trace: (call.trace, call.span), isSampled: call.sender?.isSampled ?? true, traceState: call.sender?.state)
    do throws(TransportFailure) {
      let reply = try await transport.perform(outgoing)
      return .reply(
        status: reply.status, headers: reply.headers.map { ($0.0, redactor.redact($0.1)) },
        body: redactor.redact(reply.body))
    } catch {
      if Task.isCancelled { return nil }
      return .noReply(reach: error.reach == .notSent ? .notSent : .mayHaveArrived, cause: redactor.redact(error.cause))
    }
  }
}
