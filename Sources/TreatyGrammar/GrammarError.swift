/// What is wrong with a text that a small grammar reads: which part, why, and how to write it.
public struct GrammarError: Error, Hashable, Sendable {
  /// What was to be read, as a person calls it: `duration`.
  public let noun: String
  /// Bytes of the text to underline. Empty where something is missing that should stand there.
  public let range: Range<Int>
  /// What is wrong: one sentence, what stands in the text in backticks.
  public let message: String
  /// How to write it: what is to be done, source in backticks.
  public let mend: String
  /// What to put in place of the bytes of ``edited``, where it is certain that this is meant.
  public let replacement: String?
  /// Bytes that ``replacement`` takes the place of; ``range`` unless more has to change than is wrong.
  public let edited: Range<Int>

  package init(
    _ noun: String, at range: Range<Int>, _ message: String, mend: String, replacement: String? = nil,
    of edited: Range<Int>? = nil
  ) {
    self.noun = noun
    self.range = range
    self.message = message
    self.mend = mend
    self.replacement = replacement
    self.edited = edited ?? range
  }
}
