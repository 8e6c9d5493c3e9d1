/// What was found in a run, in the order of files and places, nothing twice.
public struct Findings: Sendable {
  private var found: [Diagnostic] = []

  /// Nothing found.
  public init() {}

  /// Takes a finding in.
  public mutating func add(_ diagnostic: Diagnostic) { found.append(diagnostic) }

  /// Takes the findings of another run in.
  public mutating func add(contentsOf other: Findings) { found += other.found }

  /// Whether nothing was found.
  public var isEmpty: Bool { found.isEmpty }

  /// Whether anything forbids to go on.
  public var hasErrors: Bool { found.contains { $0.severity <= .error } }

  /// How many findings there are of a severity.
  public func count(of severity: Severity) -> Int { all.count { $0.severity == severity } }

  /// The findings: those without a place first, then by file, offset and code; no two alike.
  public var all: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
      let (first, second) = (Findings.key(left.element), Findings.key(right.element))
      return first == second ? left.offset < right.offset : first.lexicographicallyPrecedes(second)
    }.map { $0.element }
  }

  private static func key(_ diagnostic: Diagnostic) -> [Int] {
    guard let span = diagnostic.primary?.span else { return [-1, 0, 0, diagnostic.code.rawValue] }
    return [Int(span.file.index), span.range.lowerBound, span.range.upperBound, diagnostic.code.rawValue]
  }
}
