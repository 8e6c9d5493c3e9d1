/// How often each kind of finding occurs among those that count.
public struct Statistics: Hashable, Sendable {
  /// One kind.
  public struct Row: Hashable, Sendable {
    /// The code.
    public let code: DiagnosticCode
    /// How many there are.
    public let count: Int
    /// How many of them `--fix` mends.
    public let fixable: Int
  }

  /// The kinds, those with most findings first, then by code.
  public let rows: [Row]

  /// Counts findings.
  public init(_ findings: Findings) {
    var counts: [DiagnosticCode: (all: Int, fixable: Int)] = [:]
    for diagnostic in findings.live {
      counts[diagnostic.code, default: (0, 0)].all += 1
      if diagnostic.fixes.contains(where: { $0.applicability == .safe }) { counts[diagnostic.code]?.fixable += 1 }
    }
    rows = counts.map { Row(code: $0.key, count: $0.value.all, fixable: $0.value.fixable) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  /// The table for people: count, code, how many can be mended by themselves, and the name where the catalogue has one. Empty without
  /// findings.
  public func table(_ catalogue: Catalogue = Catalogue()) -> String {
    guard !rows.isEmpty else { return "" }
    let width = max("count".count, rows.map { String($0.count).count }.max() ?? 0)
    func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: width - text.count) + text }
    let lines = rows.map { row in
      let name = catalogue[row.code].map { "  \($0.name)" } ?? ""
      return "\(right(String(row.count), width))  \(row.code.name)  \(right(String(row.fixable), 7))\(name)"
    }
    return (["\(right("count", width))  code    fixable"] + lines).map { $0 + "\n" }.joined()
  }
}
