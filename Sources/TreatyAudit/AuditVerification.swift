public import TreatyStore

/// Goes through an audit trail from its beginning, and names what is not as it was written.
///
/// A value that is fed with the entries in pieces, so that no trail is too long for it.
public struct AuditVerification: Sendable {
  /// Something that is not as it was written.
  public struct Finding: Hashable, Sendable, Codable {
    /// What was found.
    public enum Kind: String, Hashable, Sendable, Codable {
      /// Entries are missing between two that are there.
      case removed
      /// An entry does not follow from the one before: it, or its time, was changed, or it stood elsewhere.
      case changed
      /// What is in an entry does not open: it was changed, or stood elsewhere.
      case damaged
      /// An entry is not found by the record that it is about.
      case misfiled
      /// Entries are missing at the beginning.
      case beginning
      /// Entries are missing at the end.
      case truncated
      /// The last entry is another than was signed for.
      case exchanged
      /// What was signed was not signed by this store.
      case signature
      /// The end of the trail is not signed for.
      case unsigned
      /// What is kept beside the store knows of a later end, or of another one: all of the store was exchanged for an older one.
      case rolledBack
    }

    /// What was found.
    public var kind: Kind
    /// Number of the entry that it is about, or of the first that is missing.
    public var number: Int64
    /// What it is, for a person.
    public var message: String
  }

  /// What is known of both ends.
  public private(set) var ends: AuditEnds
  /// What was found so far, in the order of the entries.
  public private(set) var findings: [Finding] = []
  /// How many entries there are.
  public private(set) var count: Int64 = 0
  /// How many of them nobody can read any more, as their key was forgotten.
  public private(set) var forgotten: Int64 = 0
  /// When the first and the last entry were written.
  public private(set) var span: ClosedRange<Instant>?
  private var last: (number: Int64, hash: [UInt8])
  private var witnessed: [UInt8]?

  /// Begins.
  public init(ends: AuditEnds) {
    self.ends = ends
    last = (ends.anchor?.number ?? 0, ends.anchor?.hash ?? AuditChain.start)
    if let anchor = ends.anchor { hold(anchor) }
  }

  private mutating func hold(_ checkpoint: AuditCheckpoint) {
    guard !ends.publicKey.isEmpty, !checkpoint.isSigned(by: ends.publicKey) else { return }
    let words = checkpoint.kind == .anchor ? "where the trail begins" : "the end of the trail"
    note(.signature, checkpoint.number, "\(words), at entry \(checkpoint.number), was signed by somebody else")
  }

  private mutating func note(_ kind: Finding.Kind, _ number: Int64, _ message: String) {
    findings.append(Finding(kind: kind, number: number, message: message))
  }

  /// Takes the next entries.
  /// - Parameter name: what entries about a record are found by.
  public mutating func take<Failure>(
    _ entries: [AuditEntry], name: (String) throws(Failure) -> String
  ) throws(Failure) {
    for entry in entries {
      take(entry)
      guard case .readable(let bytes) = entry.content, let record = AuditRecord(json: bytes) else { continue }
      guard try record.record.map(name) != entry.recordName else { continue }
      note(
        .misfiled, entry.number,
        "entry \(entry.number) is not found by the record that it is about: what it is found by was changed")
    }
  }

  private mutating func take(_ entry: AuditEntry) {
    count += 1
    guard entry.number > ends.anchor?.number ?? 0 else {
      return note(.changed, entry.number, "entry \(entry.number) was put in before the trail begins")
    }
    span = (span?.lowerBound ?? entry.time)...max(span?.upperBound ?? entry.time, entry.time)
    defer { last = (entry.number, entry.hash) }
    if entry.number == ends.witness?.number { witnessed = entry.hash }
    guard entry.number == last.number + 1 else {
      let missing = entry.number - last.number - 1
      let kind: Finding.Kind = count == 1 ? .beginning : .removed
      let which = missing == 1 ? "entry \(last.number + 1) is" : "entries \(last.number + 1) to \(entry.number - 1) are"
      return note(
        missing > 0 ? kind : .changed, last.number + 1,
        missing > 0 ? "\(which) missing" : "entry \(entry.number) stands behind \(last.number)")
    }
    let hash = AuditChain.hash(after: last.hash, number: entry.number, time: entry.time, kept: entry.kept)
    if case .damaged = entry.content {
      note(
        .damaged, entry.number,
        "entry \(entry.number) was changed, or put in the place of another: it does not open")
    } else if hash != entry.hash {
      note(
        .changed, entry.number,
        "entry \(entry.number) does not follow from the one before: one of them was changed, or one between them was taken out"
      )
    }
    if case .forgotten = entry.content { forgotten += 1 }
  }

  /// Ends: holds the last entry against what was signed for.
  /// - Parameter head: what is signed for by now, read together with the last entries: some may have been written since it was begun.
  public mutating func finish(head: AuditCheckpoint?) {
    ends.head = head
    guard let head = ends.head else {
      if last.number > 0, !ends.publicKey.isEmpty {
        note(.unsigned, last.number, "nobody has signed for the end of the trail: what said where it ends was removed")
      }
      return holdWitness()
    }
    hold(head)
    if last.number < head.number {
      let which =
        head.number - last.number == 1 ? "entry \(head.number) is" : "entries \(last.number + 1) to \(head.number) are"
      note(.truncated, last.number + 1, "\(which) missing at the end of the trail")
    } else if last.number > head.number {
      note(
        .exchanged, head.number + 1,
        "entry \(head.number + 1) and those behind it are not signed for: somebody put them in")
    } else if last.hash != head.hash {
      note(.exchanged, last.number, "the last entry, \(last.number), is another than was signed for")
    }
    holdWitness()
  }

  private mutating func holdWitness() {
    guard let witness = ends.witness, witness.isSigned(by: ends.publicKey), witness.number > (ends.anchor?.number ?? 0)
    else { return }
    if witness.number > last.number, findings.allSatisfy({ $0.kind != .truncated }) {
      note(
        .rolledBack, last.number + 1,
        "the store was exchanged for an older one: the file beside it knows of entry \(witness.number), and the trail ends at \(last.number)"
      )
    } else if let witnessed, witnessed != witness.hash {
      note(
        .rolledBack, witness.number,
        "entry \(witness.number) is another than the file beside the store knows: all of the store was exchanged")
    }
  }
}
