/// What `treaty status` prints: a list of sections, each a few lines or none.
public struct StatusText: Sendable {
  /// One part of it.
  public struct Section: Sendable {
    /// Its name, for whoever looks for it in the list.
    public var name: String
    let lines: @Sendable (StatusReport, StatusText) -> [String]

    /// A section that makes its lines of a report; none where there is nothing to say.
    public init(_ name: String, lines: @escaping @Sendable (StatusReport, StatusText) -> [String]) {
      self.name = name
      self.lines = lines
    }
  }

  /// All sections, in the order in which they are printed, with a blank line between. Whatever else there is to say of a host is one more.
  public static let sections: [Section] = [.host, .incidents, .bottlenecks, .systems, .parked, .waiting]

  /// Whether there are colours.
  public var colour: Bool

  /// With colours, or without.
  public init(colour: Bool = false) { self.colour = colour }

  /// All lines of a report.
  public func lines(_ report: StatusReport) -> [String] {
    var all: [String] = []
    for section in StatusText.sections {
      let lines = section.lines(report, self)
      guard !lines.isEmpty else { continue }
      all += (all.isEmpty ? [] : [""]) + lines
    }
    return all
  }

  // MARK: Words

  enum Tone: Int { case red = 31, green = 32, yellow = 33, dim = 2, bold = 1 }

  func toned(_ text: String, _ tone: Tone) -> String { colour ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text }

  /// A table: the first columns stand at the left, as many as are texts, and the last where it is one; all others at the right.
  func table(_ head: [String], _ rows: [[String]], texts: Int = 1, lastIsText: Bool = true) -> [String] {
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      row.enumerated().map { column, text in
        let isLast = column == row.count - 1
        if isLast, lastIsText { return text }
        let room = String(repeating: " ", count: max(0, widths[column] - text.count))
        return column < texts ? text + room : room + text
      }.joined(separator: "  ").trimmedAtEnd
    }
    return [toned(line(head), .bold)] + rows.map(line)
  }

  /// A length of time in its two greatest units.
  public static func span(_ milliseconds: Int64) -> String {
    let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)]
    var rest = max(0, milliseconds)
    var parts: [String] = []
    for (name, size) in units where rest >= size || (name == "s" && parts.isEmpty) {
      parts.append("\(rest / size)\(name)")
      rest %= size
    }
    return parts.prefix(2).joined(separator: " ")
  }

  /// A rate or another figure with one digit behind the point; `-` for nothing.
  static func rate(_ number: Double?) -> String {
    guard let number, number > 0 else { return "-" }
    let tenths = Int((number * 10).rounded())
    return tenths == 0 ? "<0.1" : "\(tenths / 10).\(tenths % 10)"
  }

  /// `3 done, 1 dead`; `none` for nothing.
  static func counts(_ counts: [String: Int], _ order: [String]) -> String {
    let words = order.compactMap { name in
      counts[name].flatMap { $0 > 0 ? "\($0) \(name == "inFlight" ? "in flight" : name)" : nil }
    }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }
}

extension String {
  fileprivate var trimmedAtEnd: String { lastIndex { $0 != " " }.map { String(self[...$0]) } ?? "" }
}
