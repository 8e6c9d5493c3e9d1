import Synchronization

/// What happens in a run, line by line, for a person who looks for the reason of something.
final class Story: Sendable {
  private let told = Mutex<[String]>([])

  var lines: [String] { told.withLock { $0 } }

  func tell(_ words: String, at time: Int64) { told.withLock { $0.append("\(time) ms: \(words)") } }
}
