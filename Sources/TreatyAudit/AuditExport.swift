import CEL
public import TreatyStore

/// Entries of the trail as they leave the house.
public enum AuditExport {
  /// Forms of an export.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// A JSON object in each line, one for each entry.
    case ndjson
    /// RFC 4180, a line for each field that was written, and one for an entry without fields.
    case csv
  }

  /// What stands before all entries; `nil` where nothing does.
  public static func head(_ format: Format) -> String? {
    format == .csv ? columns.joined(separator: ",") : nil
  }

  private static let columns = [
    "number", "time", "act", "by", "reason", "flow", "trace", "message", "delivery", "plan", "system", "target",
    "record",
    "operation", "field", "before", "after", "words", "hash",
  ]

  /// An entry, in as many lines as the form needs.
  public static func lines(_ entry: AuditEntry, _ format: Format) -> [String] {
    let hash = hex(entry.hash)
    let time = Timestamp(millisecondsSinceEpoch: entry.time.milliseconds).rfc3339
    guard case .readable(let bytes) = entry.content, let record = AuditRecord(json: bytes) else {
      let why = if case .forgotten = entry.content { "forgotten" } else { "damaged" }
      switch format {
      case .ndjson:
        return [
          text([
            ("number", .int(entry.number)), ("time", .string(time)), ("act", .string(why)), ("hash", .string(hash)),
          ])
        ]
      case .csv:
        var cells = [String](repeating: "", count: columns.count)
        (cells[0], cells[1], cells[2], cells[columns.count - 1]) = ("\(entry.number)", time, why, hash)
        return [cells.map(cell).joined(separator: ",")]
      }
    }
    switch format {
    case .ndjson:
      return [
        text([("number", .int(entry.number)), ("time", .string(time))] + record.members + [("hash", .string(hash))])
      ]
    case .csv: return rows(entry.number, time, record, hash)
    }
  }

  private static func rows(_ number: Int64, _ time: String, _ record: AuditRecord, _ hash: String) -> [String] {
    let common = [
      "\(number)", time, record.act.rawValue, record.by, record.reason ?? "", record.flow ?? "", record.trace ?? "",
      record.message.map { "\($0)" } ?? "", record.delivery.map { "\($0)" } ?? "", record.plan ?? "",
      record.system ?? "", record.target ?? "", record.record ?? "", record.operation ?? "",
    ]
    let words = record.words.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    let fields = record.fields.isEmpty ? [nil] : record.fields.map(Optional.some)
    return fields.map { field in
      let values = [
        field?.name ?? "", field?.before.map(plain) ?? "", field.map { plain($0.after) } ?? "", words, hash,
      ]
      return (common + values).map(cell).joined(separator: ",")
    }
  }

  private static func plain(_ value: Value) -> String {
    if case .text(let text) = value { return text.string }
    return String(decoding: value.json(), as: UTF8.self)
  }

  /// A cell of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
  private static func cell(_ text: String) -> String {
    var text = text
    if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func text(_ members: [(Text, Value)]) -> String {
    String(decoding: Value.map(MapValue(fields: members)).json(), as: UTF8.self)
  }

  /// Bytes as lower-case hex digits.
  public static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }
}
