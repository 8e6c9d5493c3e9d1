/// Names of time zones in the tz database that is part of the program.
public enum TimeZoneNames {
  /// All names, such as `Europe/Berlin`, sorted.
  public static let all: [String] = ZoneData.lines.split(separator: "\n").flatMap { line in
    line.prefix { $0 != ";" }.split(separator: " ").map(String.init)
  }.sorted()

  /// Whether a text names a zone: one of ``all``, or `UTC`.
  public static func contains(_ name: String) -> Bool { name == "UTC" || known.contains(name) }

  private static let known = Set(all)
}
