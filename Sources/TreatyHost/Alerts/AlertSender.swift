import CEL
import Foundation
import Logging
import ServiceLifecycle
import TreatyAlert
import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyTelemetry

/// Sends what the desk gives out, beside the engine: a channel that is slow or gone holds up nothing but itself.
///
/// Each message is tried a few times; then its channel has failed, and the desk takes another. What is not said to be sent when the host
/// ends is sent again by the next.
struct AlertSender: Service {
  let current: CurrentPlan
  let inbox: AlertInbox
  let registry: MetricRegistry
  let logger: Logger
  let queue: AsyncStream<OutgoingAlert>
  /// Between attempts.
  let pauses: [Duration]

  /// Messages that are sent at once.
  private static let most = 4

  func run() async throws {
    // A host that stops waits for no mail server: the next one sends what nobody knows of.
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<Self.most {
          group.addTask { for await message in queue { await send(message) } }
        }
      }
    }
  }

  private func send(_ message: OutgoingAlert) async {
    var cause = ""
    for attempt in 0...pauses.count {
      if attempt > 0 {
        // Cancelled: the host ends, and the next one sends it.
        do { try await Task.sleep(for: pauses[attempt - 1]) } catch { return }
      }
      do throws(Failure) {
        let record = try await tell(message)
        registry.noteAlert(channel: message.channel, isSent: true)
        inbox.add(.sent(key: message.key, record: record))
        return
      } catch {
        if Task.isCancelled { return }
        cause = error.cause
        if !error.mendsByWaiting { break }
      }
    }
    registry.noteAlert(channel: message.channel, isSent: false)
    logger.warning(
      "an alert could not be sent by a channel",
      metadata: ["incident": "\(message.incident)", "channel": "\(message.channel)", "cause": "\(cause)"])
    inbox.add(.unsent(key: message.key, cause: cause))
  }

  /// Why a message could not be sent.
  struct Failure: Error {
    var cause: String
    var mendsByWaiting = true
  }

  /// - Returns: the record that was made for it.
  private func tell(_ message: OutgoingAlert) async throws(Failure) -> String? {
    let running = current.value
    switch running.alerts.ways[message.channel] {
    case nil: throw Failure(cause: "the plan has no channel `\(message.channel)`", mendsByWaiting: false)
    case .mail(let server, let from):
      try await mail(message, server, from, running)
      return nil
    case .webhook(let way):
      try await post(message, way, running)
      return nil
    case .record(let writer): return try await write(message, writer, running)
    }
  }

  private func mail(_ message: OutgoingAlert, _ server: MailServer, _ from: String, _ running: RunningPlan)
    async throws(Failure)
  {
    let alert = message.message
    // All messages of an incident are one conversation.
    let since = alert.since.milliseconds
    let letter = MailMessage(
      from: from, to: alert.contact, subject: alert.title, text: alert.text + "\n", key: "treaty.\(alert.key)",
      milliseconds: Int64(Date().timeIntervalSince1970 * 1000),
      headers: [("X-Treaty-Incident", "\(alert.id)"), ("References", "<treaty.\(alert.id).\(since)@treaty.invalid>")])
    do throws(TransportFailure) { try await server.send(letter) } catch {
      let isForGood = MailMessage.address(in: alert.contact) == nil
      throw Failure(cause: running.caller.redactor.redact(error.cause), mendsByWaiting: !isForGood)
    }
  }

  private func post(_ message: OutgoingAlert, _ way: RunningAlerts.WebhookWay, _ running: RunningPlan)
    async throws(Failure)
  {
    guard let transport = running.alerts.webhooks else {
      throw Failure(cause: "the channel has no address", mendsByWaiting: false)
    }
    let body: [UInt8]
    switch way.body.json(of: message.message.value) {
    case .success(let json): body = json
    case .failure(let failure): throw Failure(cause: "its body: \(failure.message)", mendsByWaiting: false)
    }
    let call = Call(
      base: way.base, method: "POST", target: way.target.reveal(),
      headers: [("content-type", "application/json"), ("idempotency-key", message.key)], body: body,
      credential: way.credential, trust: way.trust, timeout: way.timeout)
    let reply: Reply
    do throws(TransportFailure) { reply = try await transport.perform(call) } catch {
      throw Failure(cause: running.caller.redactor.redact(error.cause))
    }
    guard (200..<300).contains(reply.status) else {
      let mends = reply.status == 408 || reply.status == 429 || reply.status >= 500
      throw Failure(cause: "answered \(reply.status)", mendsByWaiting: mends)
    }
  }

  private func write(_ message: OutgoingAlert, _ writer: RecordWriter, _ running: RunningPlan) async throws(Failure)
    -> String?
  {
    let alert = message.message
    let mark = Digest.mark(
      package: alert.package, flow: "policies.channel.\(message.channel)", target: "alert",
      identity: writer.updates ? "\(alert.id).\(alert.since.milliseconds)" : alert.key)
    var record = writer.updates ? message.record : nil
    if record == nil, writer.canFind { record = try await perform(.find, message, writer, mark, running) }
    guard let known = record else { return try await perform(.create, message, writer, mark, running) }
    // One record for each message: it is there, so it was sent before.
    return writer.updates ? try await perform(.update(id: known), message, writer, mark, running) : known
  }

  private func perform(
    _ verb: RecordWriter.Verb, _ message: OutgoingAlert, _ writer: RecordWriter, _ mark: String, _ running: RunningPlan
  ) async throws(Failure) -> String? {
    let request: RecordWriter.Request
    switch writer.request(verb, alert: message.message.value, mark: mark) {
    case .success(let built): request = built
    case .failure(let failure): throw Failure(cause: failure.message, mendsByWaiting: false)
    }
    let answer = await running.caller.answer(
      to: request.target, method: request.method, headers: request.headers, body: request.body, at: writer.system,
      timeout: .milliseconds(request.timeoutMilliseconds))
    switch writer.judge(answer, to: verb, request, at: .now()) {
    case .done(let id): return id
    case .failed(let failure, let cause):
      throw Failure(cause: cause, mendsByWaiting: failure.mendsByWaiting || failure == .unsure)
    }
  }
}
