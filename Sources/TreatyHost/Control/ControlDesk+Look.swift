import Hummingbird
import TreatyEngine
import TreatyTelemetry

extension ControlDesk {
  /// What callers may see of messages, by the plan that runs now.
  var viewer: Viewer { Viewer(current.value.linked.hiding) }

  /// How it stands.
  var lookRoutes: [ControlRoute] {
    [
      .get("/status", .viewer) { _ in
        .json(try await status())
      },
      .get("/trace/:trace", .viewer) { request in
        .json(try await trace(request.parameters["trace"] ?? ""))
      },
      .get("/traces", .viewer) { request in
        .json(try await Reports.traces(store, about: try request.needed("about"), viewer))
      },
    ]
  }

  private func status() async throws -> StatusReport {
    try await Reports.status(
      store, host: facts(), telemetry: telemetry, alerts: alerts.board.report(now: .now()), viewer: viewer, now: .now())
  }

  /// The way of a trace; what is open says what holds it up, as whoever looks for one message wants to know when it goes.
  private func trace(_ trace: String) async throws -> TraceReport {
    var report = try await Reports.trace(store, trace, viewer)
    let isOpen = report.messages.contains { $0.deliveries.contains(where: \.waits) }
    let bottlenecks = isOpen ? try await status().bottlenecks : []
    for message in report.messages.indices {
      for index in report.messages[message].deliveries.indices {
        let delivery = report.messages[message].deliveries[index]
        guard delivery.waits else { continue }
        // The first is the strongest.
        report.messages[message].deliveries[index].held =
          bottlenecks.first { bottleneck in
            guard let system = bottleneck.system, delivery.target.hasPrefix(system + ".") else { return false }
            return bottleneck.flow.map { $0 == delivery.flow } ?? true
          }?.reason
      }
    }
    return report
  }
}
