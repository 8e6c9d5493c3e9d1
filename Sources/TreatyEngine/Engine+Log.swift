import CEL
import TreatyPlan

extension Engine {
  /// Characters of a value after which it is cut: a log is no place for payloads.
  private static let mostLogged = 500

  /// What a flow has written to the log of an item.
  func log(of flow: LinkedFlow, _ slots: [Value]) -> [LogField] {
    guard let log = flow.log else { return [] }
    switch log.build(slots: slots) {
    case .success(.map(let fields)):
      return fields.entries.compactMap { key, value in
        key.pieceText.map { LogField(name: $0.string, value: Engine.written(value)) }
      }
    case .success: return []
    // The item goes on: that it cannot be logged is no reason not to deliver it.
    case .failure(let failure): return [LogField(name: "failure", value: failure.message)]
    }
  }

  private static func written(_ value: Value) -> String {
    let text = value.pieceText?.string ?? String(decoding: value.json(), as: UTF8.self)
    return text.count > mostLogged ? text.prefix(mostLogged) + "…" : text
  }
}
