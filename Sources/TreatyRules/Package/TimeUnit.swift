/// Lengths of time in milliseconds.
enum TimeUnit {
  /// A second.
  static let second: Int64 = 1_000
  /// A minute.
  static let minute: Int64 = 60_000
  /// An hour.
  static let hour: Int64 = 3_600_000
  /// A day of 24 hours.
  static let day: Int64 = 86_400_000
}
