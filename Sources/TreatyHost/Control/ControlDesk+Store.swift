import Hummingbird

extension ControlDesk {
  /// The store as a whole.
  var storeRoutes: [ControlRoute] {
    [
      // It holds up what comes in for a while, so that it is not for everybody.
      .get("/doctor", .operator) { _ in .json(DoctorReport(host: facts(), examination: try await examine())) },
      .get("/backup", .viewer) { _ in .json(backups.report) },
      // Where it goes is a path of the host's machine, and what is in it are the payloads: for who has the host.
      .post("/backup", .admin) { request in
        .json(backups.begin(to: try request.needed("to"), by: request.origin))
      },
    ]
  }
}
