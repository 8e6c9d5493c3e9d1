import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Synchronization
import TreatyConnect
import TreatyStore
import TreatyTelemetry

/// Sends spans and metrics to a collector (OTLP/HTTP, JSON). Nothing waits for it: what it has no room for is dropped, and counted.
struct OTLPExporter: Service {
  let configuration: OTLPConfiguration
  let telemetry: Telemetry
  let queue: SpanQueue
  /// Everything that is measured.
  let measure: @Sendable () async -> [MetricFamily]
  let logger: Logger
  /// How long what is left may take at the end.
  let grace: Duration

  /// Runs until it is told to stop; then sends what is left, within the grace.
  func run() async throws {
    let (signals, signal) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(8))
    queue.whenFull { signal.yield(.spans) }
    // Own connections: a collector that dawdles is in nobody's way.
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: OTLPExporter.clientConfiguration())
    let sender = Sender(
      client: client, configuration: configuration,
      text: OTLPText(resource: configuration.resource, version: telemetry.version), registry: telemetry.registry,
      logger: logger)
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        group.addTask { await tick(.spans, every: configuration.spanMilliseconds, signal) }
        group.addTask { await tick(.metrics, every: configuration.metricMilliseconds, signal) }
        // A request that is out when the host stops has that long, and no longer.
        group.addTask {
          do {
            try await gracefulShutdown()
            try await Task.sleep(for: grace)
          } catch { return }  // all of it was sent before
          sender.cancel()
        }
        for await next in signals {
          switch next {
          case .spans: await sendSpans(sender, everything: false)
          case .metrics: await sendMetrics(sender)
          case .stop: signal.finish()
          }
        }
        group.cancelAll()
      }
      // What is left; a collector that is gone does not keep the host from stopping.
      _ = try? await within(grace) {  // its failures are counted and logged where they happen
        await sendSpans(sender, everything: true)
        await sendMetrics(sender)
        return true
      }
    } onGracefulShutdown: {
      sender.stop()
      signal.yield(.stop)
    }
    // Nothing depends on its connections any more.
    try? await client.shutdown()
  }

  private enum Signal: Sendable { case spans, metrics, stop }

  private func tick(_ what: Signal, every milliseconds: Int, _ signal: AsyncStream<Signal>.Continuation) async {
    while !Task.isCancelled {
      // A sleep that is cut short is the end.
      do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return }
      signal.yield(what)
    }
  }

  private func sendSpans(_ sender: Sender, everything: Bool) async {
    telemetry.registry.noteExport("traces", "dropped", queue.takeDropped())
    guard let url = configuration.traces else { return }
    while true {
      let spans = queue.next()
      guard !spans.isEmpty else { return }
      await sender.send(sender.text.traces(spans), to: url, signal: "traces", rejected: "rejectedSpans", spans.count)
      guard everything || spans.count >= configuration.batch else { return }
    }
  }

  private func sendMetrics(_ sender: Sender) async {
    guard let url = configuration.metrics else { return }
    let families = await measure()
    let points = families.reduce(0) { $0 + $1.points.count }
    await sender.send(
      sender.text.metrics(families, began: telemetry.began, now: .now()), to: url, signal: "metrics",
      rejected: "rejectedDataPoints", points)
  }

  private static func clientConfiguration() -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5))
    configuration.httpVersion = .http1Only
    // When a request is sent again is ours to say.
    configuration.connectionPool.retryConnectionEstablishment = false
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    configuration.tlsConfiguration = tls
    return configuration
  }
}

/// Sends one request, as often as the protocol allows.
private final class Sender: Sendable {
  let client: HTTPClient
  let configuration: OTLPConfiguration
  let text: OTLPText
  let registry: MetricRegistry
  let logger: Logger
  /// Whether the host stops: then nothing is waited for.
  private let isStopping = Mutex(false)
  /// Whether the last request came to nothing: that is said once.
  private let isFailing = Mutex(false)
  /// Ends a pause.
  private let pause = Mutex<Task<Void, Never>?>(nil)
  /// The request that is out.
  private let out = Mutex<Task<HTTPReply, any Error>?>(nil)

  private typealias HTTPReply = (status: Int, retryAfter: String?, body: [UInt8])

  init(
    client: HTTPClient, configuration: OTLPConfiguration, text: OTLPText, registry: MetricRegistry, logger: Logger
  ) {
    self.client = client
    self.configuration = configuration
    self.text = text
    self.registry = registry
    self.logger = logger
  }

  func stop() {
    isStopping.withLock { $0 = true }
    pause.withLock { $0?.cancel() }
  }

  /// Gives up the request that is out.
  func cancel() { out.withLock { $0?.cancel() } }

  func send(_ body: [UInt8], to url: String, signal: String, rejected: String, _ count: Int) async {
    var random = SystemRandomNumberGenerator()
    for attempt in 1...ExportRetry.mostAttempts {
      let (status, retryAfter, answer, why) = await post(body, to: url)
      switch ExportRetry.judge(status: status, retryAfter: retryAfter) {
      case .done: return note(answer, signal, rejected, count)
      case .givenUp: return giveUp(signal, count, why)
      case .again(let wait):
        let isLast = attempt == ExportRetry.mostAttempts || isStopping.withLock { $0 }
        guard !isLast else { return giveUp(signal, count, why) }
        await rest(wait ?? ExportRetry.pause(before: attempt + 1, using: &random))
      }
    }
  }

  /// Waits, but not for a host that stops.
  private func rest(_ milliseconds: Int) async {
    let task = Task<Void, Never> {
      // Cut short where the host stops.
      do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch {}
    }
    pause.withLock { $0 = task }
    if isStopping.withLock({ $0 }) { task.cancel() }
    await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    pause.withLock { $0 = nil }
  }

  private func post(_ body: [UInt8], to url: String) async -> (Int?, String?, [UInt8], String) {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers = ["content-type": "application/json", "user-agent": "treaty-otlp/\(text.version)"]
    for (name, value) in configuration.headers { request.headers.replaceOrAdd(name: name, value: value) }
    request.body = .bytes(body, length: .known(Int64(body.count)))
    let (client, ready, timeout) = (client, request, Int64(configuration.timeoutMilliseconds))
    let task = Task<HTTPReply, any Error> {
      let response = try await client.execute(ready, timeout: .milliseconds(timeout))
      let answer = try await response.body.collect(upTo: 4 << 20)
      return (
        Int(response.status.code), response.headers.first(name: "retry-after"), Array(answer.readableBytesView)
      )
    }
    out.withLock { $0 = task }
    defer { out.withLock { $0 = nil } }
    do {
      let reply = try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
      return (reply.status, reply.retryAfter, reply.body, "it answered \(reply.status)")
    } catch { return (nil, nil, [], "it did not answer: \(type(of: error))") }
  }

  private func note(_ answer: [UInt8], _ signal: String, _ rejected: String, _ count: Int) {
    let partial = OTLPText.rejected(by: answer, rejected)
    let refused = min(count, partial?.number ?? 0)
    registry.noteExport(signal, "sent", count - refused)
    registry.noteExport(signal, "rejected", refused)
    if let partial {
      logger.warning(
        "the collector took only a part",
        metadata: [
          "event": "treaty.export.partial", "signal": "\(signal)", "rejected": "\(refused)",
          "cause": "\(partial.why.prefix(300))",
        ])
    }
    let wasFailing = isFailing.withLock { isFailing in
      defer { isFailing = false }
      return isFailing
    }
    if wasFailing { logger.info("the collector takes telemetry again", metadata: ["event": "treaty.export.up"]) }
  }

  private func giveUp(_ signal: String, _ count: Int, _ why: String) {
    registry.noteExport(signal, "failed", count)
    let wasFailing = isFailing.withLock { isFailing in
      defer { isFailing = true }
      return isFailing
    }
    guard !wasFailing else { return }
    logger.warning(
      "the collector takes no telemetry; it is lost until it does",
      metadata: ["event": "treaty.export.down", "signal": "\(signal)", "cause": "\(why)"])
  }
}
