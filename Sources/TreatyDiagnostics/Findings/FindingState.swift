/// Whether a finding counts.
public enum FindingState: Hashable, Sendable {
  /// It counts: it shows in all reports, and an error ends a check with an error.
  case live
  /// A comment in the file allows it. It is kept and marked, since who keeps a list of findings takes one that vanished for mended.
  case suppressed(Suppression)
  /// It was there when the baseline was made.
  case baselined
}

/// By which comment a finding is allowed, and why.
public struct Suppression: Hashable, Sendable {
  /// Why, in the words of who allowed it; `nil` where the comment says nothing.
  public var reason: String?
  /// The last day on which it holds; `nil` for ever.
  public var until: CalendarDay?
  /// The comment; `nil` where a file of its own allows it.
  public var comment: Span?

  /// A comment that allows a finding.
  public init(reason: String?, until: CalendarDay? = nil, comment: Span? = nil) {
    self.reason = reason
    self.until = until
    self.comment = comment
  }
}

/// A finding as reports list it.
public struct Finding: Hashable, Sendable {
  /// What was found.
  public let diagnostic: Diagnostic
  /// Whether it counts.
  public let state: FindingState
  /// Its name across runs.
  public let fingerprint: Fingerprint

  /// Whether it counts.
  public var isLive: Bool { state == .live }
}
