import Hummingbird

extension ControlDesk {
  /// How it stands.
  var lookRoutes: [ControlRoute] {
    [
      .get("/status", .viewer) { _ in .json(try await Reports.status(store, host: facts(), telemetry: telemetry, now: .now())) },
      .get("/trace/:trace", .viewer) { request in
        .json(try await Reports.trace(store, request.parameters["trace"] ?? ""))
      },
    ]
  }
}
