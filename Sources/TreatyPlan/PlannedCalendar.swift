/// When something is open, allowed or frozen. Times are texts of the language's small grammars.
public struct PlannedCalendar: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Zone of its times, an IANA name.
  public var zone: String
  /// Weekly hours: `mon-fri 08:00-18:00`.
  public var weekly: [String]
  /// Stretches of time.
  public var windows: [PlannedWindow]
  /// Days on which the weekly hours do not hold: `2026-12-24..2026-12-26`.
  public var except: [String]
  /// Calendars whose times are its own too.
  public var includes: [Position<PlannedCalendar>]
  /// Whether more times are read from elsewhere, which this version does not do: then it is not known when it is closed.
  public var hasSource: Bool

  /// An empty calendar.
  public init(name: String, zone: String) {
    self.name = name
    self.zone = zone
    weekly = []
    windows = []
    except = []
    includes = []
    hasSource = false
  }
}

/// A stretch of time: once (`from` and `to`), or again and again (`schedule` and `lengthMilliseconds`).
public struct PlannedWindow: Hashable, Sendable, Codable {
  /// Local time at which it begins.
  public var from: String?
  /// Local time at which it ends.
  public var to: String?
  /// When it begins again and again.
  public var schedule: String?
  /// How long it is then, in milliseconds.
  public var lengthMilliseconds: Int64?

  /// A stretch.
  public init(from: String?, to: String?, schedule: String?, lengthMilliseconds: Int64?) {
    self.from = from
    self.to = to
    self.schedule = schedule
    self.lengthMilliseconds = lengthMilliseconds
  }
}
