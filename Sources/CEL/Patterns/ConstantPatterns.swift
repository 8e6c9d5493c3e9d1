/// The patterns that stand in an expression as constants, each read once, for all who ask while it is compiled.
///
/// Reading one can take a quarter of a second (`\pL{1000}`), and an expression has room for thousands: what all of them may take together is
/// bounded. A class, so that whoever asks first reads; it lives no longer than the compiling.
final class ConstantPatterns {
  /// Steps after which no more is read, at some 50 ns each: thousands of patterns as people write them, or four that are too large.
  private static let mostSteps = 4 << 20

  private var known: [Text: Result<Pattern, Pattern.Failure>] = [:]
  private var steps = ConstantPatterns.mostSteps

  /// What is said of a pattern that is not read any more.
  static let exhausted = "the patterns of this expression take too long to read: it has too many, or too large ones"

  /// The pattern of a text, or why it is none; `nil` where reading others has taken all that it may.
  func pattern(_ source: Text) -> Result<Pattern, Pattern.Failure>? {
    if let found = known[source] { return found }
    guard steps > 0 else { return nil }
    // The last one may take more than is left, so that a single long pattern is read whatever it takes.
    var left = Int.max
    let result = Result { () throws(Pattern.Failure) in try Pattern(source, &left) }
    steps -= Int.max - left
    known[source] = result
    return result
  }
}
