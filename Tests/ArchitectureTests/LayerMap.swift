import Foundation

/// The map in docs/architecture.md: what each target may import.
struct LayerMap {
  /// One row of the map.
  struct Row {
    let target: String
    /// Whether it stands under "Core": no I/O, no clock, no randomness, no environment.
    let isCore: Bool
    let ours: Set<String>
    let packages: Set<String>
    let system: Set<String>

    var all: Set<String> { ours.union(packages).union(system) }
  }

  /// Rows in the order of the page.
  let rows: [Row]

  /// Reads the tables below "## The map".
  init(markdown: String) {
    var rows: [Row] = []
    var inMap = false
    var isCore = false
    for line in markdown.split(separator: "\n") {
      if line.hasPrefix("## ") { inMap = line == "## The map" }
      if line.hasPrefix("### ") { isCore = line == "### Core" }
      guard inMap, line.hasPrefix("| `") else { continue }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.names)
      guard cells.count == 6, let target = cells[1].first else { continue }
      rows.append(
        Row(
          target: target, isCore: isCore, ours: Set(cells[2]), packages: Set(cells[3]), system: Set(cells[4])))
    }
    self.rows = rows
  }

  /// Names in backticks.
  private static func names(in cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
