/// Findings that were there already when somebody decided to look at new ones only.
///
/// Kept as file, code and fingerprint with a count, without line numbers: what moves stays known, what changes is new.
public struct Baseline: Hashable, Sendable {
  /// What is known of one kind in one file.
  public struct Entry: Hashable, Sendable, Comparable {
    /// The file; empty for findings without a place.
    public var file: String
    /// Name of the code. One that this version of Treaty does not have is kept, and found no more.
    public var code: String
    /// The name of the finding across runs.
    public var fingerprint: Fingerprint
    /// How many there are of it, at least 1.
    public var count: Int

    /// What is known.
    public init(file: String, code: String, fingerprint: Fingerprint, count: Int = 1) {
      self.file = file
      self.code = code
      self.fingerprint = fingerprint
      self.count = count
    }

    /// By file, code, fingerprint.
    public static func < (left: Entry, right: Entry) -> Bool {
      if left.file != right.file { return left.file.utf8.lexicographicallyPrecedes(right.file.utf8) }
      if left.code != right.code { return left.code.utf8.lexicographicallyPrecedes(right.code.utf8) }
      return (left.fingerprint, left.count) < (right.fingerprint, right.count)
    }
  }

  /// What is known, sorted; one entry for each file, code and fingerprint.
  public private(set) var entries: [Entry]

  /// A baseline of entries in any order. Those for the same are put together.
  public init(_ entries: [Entry]) {
    var counts: [Entry: Int] = [:]
    for entry in entries where entry.count > 0 {
      var key = entry
      key.count = 0
      let (sum, overflow) = counts[key, default: 0].addingReportingOverflow(entry.count)
      counts[key] = overflow ? Int.max : sum
    }
    self.entries = counts.map { key, count in
      var entry = key
      entry.count = count
      return entry
    }.sorted()
  }

  /// A baseline of what a run found: all that may be allowed and that no comment allows.
  public init(_ findings: Findings, in sources: Sources, catalogue: Catalogue = Catalogue()) {
    self.init(
      findings.listed(in: sources).compactMap { finding in
        if case .suppressed = finding.state { return nil }
        return catalogue.allows(finding.diagnostic) ? Entry(finding, sources) : nil
      })
  }

  /// Marks the live findings that are known, after comments were asked.
  /// - Returns: what is known and found no more, sorted, with how many are missing: to be pruned.
  public func apply(
    to findings: inout Findings, in sources: Sources, catalogue: Catalogue = Catalogue()
  ) -> [Entry] {
    var left: [Entry: Int] = [:]
    for entry in entries { left[entry.withoutCount] = entry.count }
    var known: Set<Diagnostic> = []
    for finding in findings.listed(in: sources) where finding.isLive && catalogue.allows(finding.diagnostic) {
      let key = Entry(finding, sources).withoutCount
      guard let count = left[key], count > 0 else { continue }
      left[key] = count - 1
      known.insert(finding.diagnostic)
    }
    findings.update { diagnostic, state in if state == .live, known.contains(diagnostic) { state = .baselined } }
    findings.isComparedWithBaseline = true
    return entries.compactMap { entry in
      var entry = entry
      entry.count = left[entry.withoutCount] ?? 0
      return entry.count > 0 ? entry : nil
    }
  }

  /// The baseline without entries that ``apply(to:in:catalogue:)`` returned.
  public func pruned(of stale: [Entry]) -> Baseline {
    var gone: [Entry: Int] = [:]
    for entry in stale { gone[entry.withoutCount, default: 0] += entry.count }
    return Baseline(
      entries.map { entry in
        var entry = entry
        entry.count -= min(entry.count, gone[entry.withoutCount] ?? 0)
        return entry
      })
  }
}

extension Baseline.Entry {
  fileprivate init(_ finding: Finding, _ sources: Sources) {
    let file = finding.diagnostic.primary.map { sources[$0.span.file].path } ?? ""
    self.init(file: file, code: finding.diagnostic.code.name, fingerprint: finding.fingerprint)
  }

  /// What entries are the same by.
  fileprivate var withoutCount: Baseline.Entry {
    var entry = self
    entry.count = 0
    return entry
  }
}

extension Diagnostic {
  /// Says of each file that a baseline knows more than is found. Notes: nothing is wrong with the package.
  public static func staleBaseline(_ stale: [Baseline.Entry], named name: String) -> [Diagnostic] {
    var files: [(file: String, count: Int)] = []
    for entry in stale.sorted() {
      if files.last?.file == entry.file {
        files[files.count - 1].count += entry.count
      } else {
        files.append((entry.file, entry.count))
      }
    }
    return files.map { file, count in
      Diagnostic(
        code: .staleBaseline, severity: .note,
        message: "`\(name)` has \(count == 1 ? "a finding" : "\(count) findings") "
          + (file.isEmpty ? "without a place that " : "of `\(file)` that ") + (count == 1 ? "is" : "are")
          + " no longer there",
        primary: nil, reason: "a finding of the same kind could come back unseen",
        fixes: [Fix(title: "write the baseline anew")])
    }
  }
}
