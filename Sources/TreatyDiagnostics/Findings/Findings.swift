/// What was found in a run, in the order of files and places, nothing twice.
public struct Findings: Sendable {
  private var found: [Stated] = []
  /// Whether a ``Baseline`` was applied: only then are findings that are not in it new.
  public internal(set) var isComparedWithBaseline = false

  /// Nothing found.
  public init() {}

  /// Takes a finding in.
  public mutating func add(_ diagnostic: Diagnostic) { found.append(Stated(diagnostic: diagnostic)) }

  /// Takes the findings of another run in.
  public mutating func add(contentsOf other: Findings) {
    found += other.found
    isComparedWithBaseline = isComparedWithBaseline || other.isComparedWithBaseline
  }

  /// Whether nothing was found, not even what is allowed.
  public var isEmpty: Bool { found.isEmpty }

  /// Whether anything forbids to go on.
  public var hasErrors: Bool { reach(.error) }

  /// Whether anything live is of a severity or matters more: what decides how a command ends.
  public func reach(_ severity: Severity) -> Bool {
    found.contains { $0.state == .live && $0.diagnostic.severity <= severity }
  }

  /// How many live findings there are of a severity.
  public func count(of severity: Severity) -> Int { counts[severity] }

  /// How many findings there are of each kind, none counted twice.
  public var counts: FindingCounts {
    var counts = FindingCounts()
    for item in distinct { counts.add(item.diagnostic.severity, item.state) }
    return counts
  }

  /// The findings that count, none twice, in the order in which they were taken in.
  var live: [Diagnostic] { distinct.filter { $0.state == .live }.map { $0.diagnostic } }

  /// The findings, whether they count or not: those without a place first, then by the number of the file, offset and code; no two
  /// alike.
  public var all: [Diagnostic] {
    sorted(distinct) { Int($0.index) }.map { $0.diagnostic }
  }

  /// The findings as reports list them: those without a place first, then by path, line, column and code; no two alike. In which
  /// order files were read makes no difference.
  public func listed(in sources: Sources) -> [Finding] {
    let ranks = sources.ranks
    let ordered = sorted(distinct) { ranks.indices.contains(Int($0.index)) ? ranks[Int($0.index)] : Int.max }
    let fingerprints = Fingerprint.of(ordered.map { $0.diagnostic }, in: sources)
    return zip(ordered, fingerprints).map { Finding(diagnostic: $0.diagnostic, state: $0.state, fingerprint: $1) }
  }

  /// Lets `change` set the severity of each live finding, or give it a state in which it does not count.
  public mutating func grade(_ change: (inout Diagnostic) -> FindingState?) {
    update { diagnostic, state in
      guard state == .live, let other = change(&diagnostic) else { return }
      state = other
    }
  }

  /// Gives each finding the path of its place, where it has none.
  public mutating func locate(_ path: (Span) -> String?) {
    update { diagnostic, _ in
      guard diagnostic.path == nil, let span = diagnostic.primary?.span else { return }
      diagnostic.path = path(span)
    }
  }

  /// Lets `change` say something else of each finding.
  mutating func update(_ change: (inout Diagnostic, inout FindingState) -> Void) {
    found = found.map { item in
      var (diagnostic, state) = (item.diagnostic, item.state)
      change(&diagnostic, &state)
      return Stated(diagnostic: diagnostic, state: state)
    }
  }

  private struct Stated: Hashable {
    var diagnostic: Diagnostic
    var state = FindingState.live
  }

  /// Each finding once, as it was first taken in.
  private var distinct: [Stated] {
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0.diagnostic).inserted }
  }

  private func sorted(_ items: [Stated], by rank: (FileID) -> Int) -> [Stated] {
    items.enumerated().map { (key: key($0.element.diagnostic, rank), offset: $0.offset, item: $0.element) }
      .sorted { $0.key == $1.key ? $0.offset < $1.offset : $0.key < $1.key }
      .map { $0.item }
  }

  private func key(_ diagnostic: Diagnostic, _ rank: (FileID) -> Int) -> (Int, Int, Int, Int) {
    guard let span = diagnostic.primary?.span else { return (-1, 0, diagnostic.code.rawValue, 0) }
    return (rank(span.file), span.range.lowerBound, diagnostic.code.rawValue, span.range.upperBound)
  }
}
