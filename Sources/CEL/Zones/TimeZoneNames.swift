/// Names of time zones in the tz database that is part of the program.
public enum TimeZoneNames {
  /// All names, such as `Europe/Berlin`, sorted.
  public static let all: [String] = ZoneData.lines.split(separator: "\n").flatMap { line in
    line.prefix { $0 != ";" }.split(separator: " ").map(String.init)
  }.sorted()

  /// Whether a text names a zone: one of ``all``, or `UTC`.
  public static func contains(_ name: String) -> Bool { name == "UTC" || known.contains(name) }

  /// Seconds east of UTC that a zone's clocks show at a moment, which is given in seconds since 1970; `nil` for no zone of ``all``.
  package static func offset(of name: String, at moment: Int64) -> Int? { Zone.named(name)?.offset(at: moment) }

  /// The moment at which a zone's clocks show a local time, both in seconds since 1970: the first of the two where they show it twice, and as
  /// far behind a gap as it lies in it where they skip it. What is no zone is taken as UTC.
  package static func moment(ofLocal local: Int64, in name: String) -> Int64 {
    ZoneReference(name)?.moment(ofLocal: local) ?? local
  }

  private static let known = Set(all)
}
