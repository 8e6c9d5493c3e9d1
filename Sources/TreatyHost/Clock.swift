import Foundation
import TreatyStore

extension Instant {
  /// The time of day. The one place where the running process looks at a clock that can be set; the engine is told.
  static func now() -> Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
}
