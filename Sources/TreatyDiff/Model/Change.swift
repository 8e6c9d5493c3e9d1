public import TreatyDiagnostics

/// One thing that means something else in the new plan than in the old one.
public struct Change: Hashable, Sendable {
  /// The rule that has found it.
  public var code: DiagnosticCode
  /// How much it matters.
  public var level: ChangeLevel
  /// Whom it concerns.
  public var concern: ChangeConcern
  /// Whether it touches what a store holds already.
  public var touchesState: Bool
  /// What it is about, such as `flow page`: changes are told by it.
  public var subject: String
  /// The place within the declarations, such as `flows.page.identify`: it stays the same where files are moved.
  public var path: String
  /// What is different, in a sentence.
  public var message: String
  /// What comes of it, in the words of who operates it.
  public var consequence: String
  /// What stood there, and what stands there now; `nil` where there was, or is, nothing.
  public var before, after: String?
  /// Places in the plans (JSON Pointer, RFC 6901), for the lines that they were written in.
  public var oldPointer, newPointer: String?
  /// Who has to act or agree; `nil` where the plans do not say whose it is.
  public var owner: String?
  /// What to do about it.
  public var advice: String

  /// Inputs that show it, where some were found.
  public var counterexamples: [Counterexample] = []

  /// Who has agreed to it, and why.
  public var approval: Approvals.Entry?
  /// How many samples come out differently here; `nil` where none were run, or none can tell.
  public var samples: SampleShare?

  /// What is different, and in what, for where nothing else says that.
  public var sentence: String { message.contains(subject) ? message : "\(subject): \(message)" }

  /// Names the change across runs: an approval holds on to it. Made of what changed, not of words, and not of what was found out about it.
  public var fingerprint: Fingerprint {
    Fingerprint.of([code.undecided.name, path, before ?? "", after ?? ""])
  }
}

extension DiagnosticCode {
  /// The code without what could be proven: types elsewhere may let a condition be known to be narrower, and it is the same edit.
  fileprivate var undecided: DiagnosticCode {
    switch self {
    case .conditionNarrower, .conditionWider: .conditionChanged
    default: self
    }
  }
}
