import Hummingbird
import TreatyAlert

extension ControlServer {
  /// Answers what is asked about alerts; `nil` for anything else.
  func answerAboutAlerts(_ request: Request, _ parts: [String]) async -> Response? {
    guard parts.first == "alerts" else { return nil }
    switch (request.method, parts.count) {
    case (.get, 1): return .json(alerts.board.report(now: .now()))
    case (.post, 3) where parts[2] == "acknowledge":
      guard let id = Int(parts[1]) else { return unknown }
      let by = request.uri.queryParameters["by"].map(String.init) ?? ""
      let note = request.uri.queryParameters["note"].map(String.init)
      let result = await alerts.inbox.acknowledge(id, by: by.isEmpty ? "somebody" : by, note: note)
      return .json(AcknowledgeReport(id, result))
    default: return unknown
    }
  }
}
