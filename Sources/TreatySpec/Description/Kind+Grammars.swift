import TreatySyntax

/// Texts that a small grammar reads, as they are written. Each grammar has its one parser in `Grammar/`.
extension Kind where Value == Located<String> {
  /// How much: `64KiB`.
  static let size = Kind<String>.grammar(
    "size", pattern: "^[0-9]+(B|kB|KiB|MB|MiB|GB|GiB)$", example: "64KiB", { !$0.isEmpty }
  ).located
  /// A share: `99.9%`.
  static let percentage = Kind<String>.grammar(
    "percentage", pattern: "^[0-9]+(\\.[0-9]+)?%$", example: "99.9%", { $0.hasSuffix("%") }
  ).located
  /// A day: `2026-12-24`.
  static let date = Kind<String>.grammar(
    "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example: "2026-12-24", { $0.utf8.count == 10 }
  ).located
  /// A day, or days from one to another: `2026-12-24..2026-12-26`.
  static let dates = Kind<String>.grammar(
    "date range", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
    example: "2026-12-24..2026-12-26", { $0.utf8.count >= 10 }
  ).located
  /// A moment by the clock on the wall: `2026-12-20T18:00`.
  static let localTime = Kind<String>.grammar(
    "local time", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", example: "2026-12-20T18:00",
    { $0.utf8.count >= 16 }
  ).located
  /// Hours of a week: `mon-fri 08:00-18:00`.
  static let hours = Kind<String>.grammar(
    "weekly hours", pattern: "^[a-z, -]+ [0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$", example: "mon-fri 08:00-18:00",
    { !$0.isEmpty }
  ).located
  /// When something happens again and again: `every 5m`, `daily at 02:30`, `cron 0 2 * * 1-5`.
  static let schedule = Kind<String>.grammar(
    "schedule", pattern: "^(every|daily|weekly|cron|rrule) .+$", example: "every 5m", { !$0.isEmpty }
  ).located
  /// A direction between the two sides of a sync: `desk -> field-ops`.
  static let direction = Kind<String>.grammar(
    "direction", pattern: "^[a-z][a-z0-9-]* -> [a-z][a-z0-9-]*$", example: "desk -> field-ops",
    { $0.contains(" -> ") }
  ).located
  /// An address of the web.
  static let url = Kind<String>.grammar(
    "web address", pattern: "^https?://.+$", example: "https://wiki.example.org/desk-down",
    { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
  ).located
  /// Any text, with its place.
  static let located = Kind<String>.text.located
}

extension Kind where Value == String {
  /// Path at which a host takes requests.
  static let route = grammar("path", pattern: "^/[A-Za-z0-9._~/-]*$", example: "/hooks/monitoring") { path in
    path.hasPrefix("/") && !path.contains("//") && !path.contains("..")
      && path.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"?#%{}*:\\\"<>|^`[]".utf8.contains($0) }
  }
}
