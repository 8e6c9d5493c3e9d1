/// Mends in passes: edits, has everything checked anew, and goes on until nothing is left to mend.
///
/// What the edits lead to is believed only after it was checked. A pass after which there are errors that were not there before is undone,
/// and the files in which they are stay as they were: what is mended in others does not wait for them.
public struct FixLoop: Sendable {
  /// A state of the files, and what is found in it.
  public struct State: Sendable {
    /// The files, with the paths that ``FixLoop`` knows them by.
    public var sources: Sources
    /// What was found in them.
    public var findings: Findings

    /// A state of the files.
    public init(sources: Sources, findings: Findings) {
      self.sources = sources
      self.findings = findings
    }
  }

  /// Why it ended.
  public enum End: Sendable, Hashable {
    /// Nothing is left that could be mended so.
    case finished
    /// Fixes are left after the last pass that was allowed: likely two of them undo each other.
    case passesUsedUp
    /// A pass led to new errors and was undone; what it did to other files was done without it.
    case undone(newErrors: [Diagnostic])
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The files that change, by path, from how they were at first to how they are in the end.
    public let files: [EditedFile]
    /// The last state that holds.
    public let state: State
    /// How many fixes were made.
    public let applied: Int
    /// How many passes hold.
    public let passes: Int
    /// Why it ended.
    public let end: End
  }

  /// How many passes at most.
  public var passes: Int
  /// How far edits must be trusted.
  public var trust: Applicability

  /// A loop with at least one pass.
  public init(passes: Int = 10, applying trust: Applicability = .safe) {
    self.passes = max(1, passes)
    self.trust = trust
  }

  /// Mends what was found in `start`.
  /// - Parameter check: finds everything anew; given the files that differ from `start`, by path.
  /// - Throws: what `check` throws; nothing is mended then.
  public func apply<Failure: Error>(
    to start: State, check: ([EditedFile]) throws(Failure) -> State
  ) throws(Failure) -> Outcome {
    var changes = Changes(start.sources)
    var state = start
    var (applied, done) = (0, 0)
    var excluded: Set<String> = []
    var undone: [Diagnostic] = []
    func outcome(_ end: End) -> Outcome {
      Outcome(files: changes.files, state: state, applied: applied, passes: done, end: end)
    }
    while true {
      let plan = FixPlan(state.findings, in: state.sources, applying: trust, besides: excluded)
      if plan.files.isEmpty { return outcome(undone.isEmpty ? .finished : .undone(newErrors: undone)) }
      if done == passes { return outcome(.passesUsedUp) }
      var next = changes
      next.add(plan.files)
      // Edits that undid those before: what is found is known, and would be mended in circles.
      if next.files == changes.files { return outcome(.passesUsedUp) }
      let checked = try check(next.files)
      let errors = FixLoop.newErrors(in: checked, since: state)
      if !errors.isEmpty {
        undone += errors
        let edited = Set(plan.files.map { $0.path })
        let blamed = Set(errors.compactMap { $0.primary.map { checked.sources[$0.span.file].path } })
        // Errors elsewhere come of any of the edits.
        excluded.formUnion(blamed.isSubset(of: edited) && !blamed.isEmpty ? blamed : edited)
        continue
      }
      (changes, state) = (next, checked)
      applied += plan.applied
      done += 1
    }
  }

  /// Errors of a state that edits have caused.
  ///
  /// Counted by file, code and path, since edits change the text that they stand in. Where a package cannot be read, or names or types in
  /// it are wrong, what comes after is not looked at; so once such errors are mended, errors of later families are not new but seen for
  /// the first time.
  static func newErrors(in state: State, since old: State) -> [Diagnostic] {
    var known: [Place: Int] = [:]
    var stage = CodeFamily.other
    for finding in old.findings.listed(in: old.sources) where finding.isError {
      known[Place(finding.diagnostic, old.sources), default: 0] += 1
      stage = min(stage, finding.diagnostic.code.family)
    }
    // From here on all is looked at together.
    let isHiding = stage <= .types
    // What a declaration holds is looked at once it can be read: an error elsewhere in one that could not be comes to light then.
    let unread = stage <= .shape ? Set(known.keys.map { $0.declaration }) : []
    return state.findings.listed(in: state.sources).filter { finding in
      guard finding.isError, !isHiding || finding.diagnostic.code.family <= stage else { return false }
      let place = Place(finding.diagnostic, state.sources)
      if unread.contains(place.declaration), !known.keys.contains(where: { $0.path == place.path }) { return false }
      let count = known[place] ?? 0
      known[place] = count - 1
      return count <= 0
    }.map { $0.diagnostic }
  }

  private struct Place: Hashable {
    let file: String
    let code: DiagnosticCode
    let path: String

    init(_ diagnostic: Diagnostic, _ sources: Sources) {
      file = diagnostic.primary.map { sources[$0.span.file].path } ?? ""
      code = diagnostic.code
      path = diagnostic.path ?? ""
    }

    /// The file and the first two steps of the path: `flows.page`.
    var declaration: String {
      let steps = path.split(separator: ".", maxSplits: 2)
      return "\(file)\n\(steps.prefix(2).joined(separator: "."))"
    }
  }

  /// What has become of the files since the start.
  private struct Changes {
    private var originals: [String: [UInt8]] = [:]
    private var current: [String: [UInt8]] = [:]

    init(_ sources: Sources) {
      for file in sources.ids { originals[sources[file].path] = sources[file].bytes }
    }

    mutating func add(_ files: [EditedFile]) {
      for file in files {
        if originals[file.path] == nil { originals[file.path] = file.before }
        current[file.path] = file.after
      }
    }

    /// The files that differ from how they were, by path.
    var files: [EditedFile] {
      current.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.compactMap { path, after in
        let before = originals[path] ?? []
        return before == after ? nil : EditedFile(path: path, before: before, after: after)
      }
    }
  }
}

extension Finding {
  fileprivate var isError: Bool { isLive && diagnostic.severity <= .error }
}
