/// What is counted as rows come, change and go, as the table `counts` has it since version 6 (``Schema``). Triggers kept it until version 8; since
/// then each transaction does (``CountKey``).
enum Counted: String, CaseIterable {
  case messages, deliveries, links

  /// As it stands in the table.
  var kind: String {
    switch self {
    case .messages: "message"
    case .deliveries: "delivery"
    case .links: "link"
    }
  }

  /// System, flow, state and class of a row. Only what waits for a person is told apart by class: there are few classes, and the rest would
  /// change its count with each failure.
  private func key(_ row: String) -> [(column: String, value: String)] {
    let row = row.isEmpty ? "" : row + "."
    let parts =
      switch self {
      case .messages: ["''", "\(row)flow", "\(row)state", "''"]
      case .deliveries: ["\(row)system", "\(row)flow", "\(row)state", Counted.classOfParked(row)]
      case .links: ["''", "''", "''", "''"]
      }
    return Array(zip(["system", "flow", "state", "class"], parts))
  }

  private static func classOfParked(_ row: String) -> String {
    "CASE WHEN \(row)state = 'dead' OR \(row)state = 'asking' THEN coalesce(\(row)failure, '') ELSE '' END"
  }

  /// All counts, made from the rows: columns as in the table `counts`.
  static let anew = allCases.map(\.anew).joined(separator: " UNION ALL ")

  private var anew: String {
    let columns = key("").map { "\($0.value) AS \($0.column)" }.joined(separator: ", ")
    return
      "SELECT * FROM (SELECT '\(kind)' AS kind, \(columns), count(*) AS number FROM \(rawValue) GROUP BY 2, 3, 4, 5)"
  }

  /// Triggers that kept the counts.
  var triggers: String {
    let comes = "CREATE TRIGGER \(rawValue)_come AFTER INSERT ON \(rawValue) BEGIN \(come) END;"
    // Links stay.
    guard self != .links else { return comes }
    return """
      \(comes)
      CREATE TRIGGER \(rawValue)_change AFTER UPDATE OF \(changing) BEGIN \(go) \(come) END;
      CREATE TRIGGER \(rawValue)_go AFTER DELETE ON \(rawValue) BEGIN \(go) END;
      """
  }

  /// What takes them away again.
  var dropTriggers: String {
    let names = self == .links ? ["come"] : ["come", "change", "go"]
    return names.map { "DROP TRIGGER \(rawValue)_\($0);" }.joined(separator: " ")
  }

  private var changing: String {
    switch self {
    case .messages, .links: "state ON \(rawValue) WHEN old.state <> new.state"
    case .deliveries:
      """
      state, failure ON deliveries WHEN old.state <> new.state
      OR ((new.state = 'dead' OR new.state = 'asking') AND old.failure IS NOT new.failure)
      """
    }
  }

  private var come: String {
    """
    INSERT INTO counts (kind, system, flow, state, class, number) VALUES ('\(kind)', \(key("new").map(\.value).joined(separator: ", ")), 1)
    ON CONFLICT (kind, system, flow, state, class) DO UPDATE SET number = number + 1;
    """
  }

  private var go: String {
    let place = key("old").map { "\($0.column) = \($0.value)" }.joined(separator: " AND ")
    return "UPDATE counts SET number = number - 1 WHERE kind = '\(kind)' AND \(place);"
  }
}
