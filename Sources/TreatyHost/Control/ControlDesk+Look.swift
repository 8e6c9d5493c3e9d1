import Hummingbird
import TreatyEngine

extension ControlDesk {
  /// What callers may see of messages, by the plan that runs now.
  var viewer: Viewer { Viewer(current.value.linked.hiding) }

  /// How it stands.
  var lookRoutes: [ControlRoute] {
    [
      .get("/status", .viewer) { _ in
        .json(
          try await Reports.status(
            store, host: facts(), telemetry: telemetry, alerts: alerts.board.report(now: .now()), viewer: viewer,
            now: .now()))
      },
      .get("/trace/:trace", .viewer) { request in
        .json(try await Reports.trace(store, request.parameters["trace"] ?? "", viewer))
      },
      .get("/traces", .viewer) { request in
        .json(try await Reports.traces(store, about: try request.needed("about"), viewer))
      },
    ]
  }
}
