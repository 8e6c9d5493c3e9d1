import CEL
import CELCrypto
import Foundation
import TreatyTestSupport

/// docs/cel.md, as the tests read it.
enum CELPage {
  static let path = "docs/cel.md"

  private static func lines() throws -> [String] {
    try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8).components(separatedBy: "\n")
  }

  /// Lines of blocks marked `cel`: an expression, and behind `// →` what it gives.
  static func examples() throws -> [(String, String)] {
    var found: [(String, String)] = []
    var isInside = false
    for line in try lines() {
      if line.hasPrefix("```") { isInside = line == "```cel" }
      let parts = line.components(separatedBy: "// →")
      guard isInside, parts.count == 2 else { continue }
      found.append((parts[0].trimmingCharacters(in: .whitespaces), parts[1].trimmingCharacters(in: .whitespaces)))
    }
    return found
  }

  /// Rows of the table of choices: expressions in backticks, and what each of them gives.
  static func choices() throws -> [(String, String)] {
    let rows = try lines().drop { !$0.hasPrefix("## Choices") }.dropFirst().prefix { !$0.hasPrefix("## ") }
    return rows.filter { $0.hasPrefix("| `") }.flatMap { row -> [(String, String)] in
      let cells = row.replacingOccurrences(of: "\\|", with: "\u{0}").components(separatedBy: "|").map {
        $0.replacingOccurrences(of: "\u{0}", with: "|").trimmingCharacters(in: .whitespaces)
      }
      let sources = cells[1].components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map { $0.element }
      return sources.map { ($0, cells[2].replacingOccurrences(of: "`", with: "")) }
    }
  }

  /// What comes of an expression: a value as CEL, `fails`, or `refused` where compiling finds something.
  static func outcome(of source: String) -> String {
    var environment = Environment(libraries: .treaty, parse: ParseOptions(hyphenatedRoots: ["tables": 2]))
    for name in ["item", "tables"] { environment.declare(name, .dyn) }
    environment.declare("now", .timestamp)
    let compilation = environment.compile(source)
    guard let program = compilation.program, compilation.issues.isEmpty else { return "refused" }
    var activation = Activation()
    activation["item"] = try? Value(
      json: #"{"title":"Printer on fire","severity":"high","tags":["vip","db"],"owner":{"name":"Ada"},"room":null}"#
        .utf8)
    activation["tables"] = try? Value(json: #"{"rt-priority":{"high":90,"low":10}}"#.utf8)
    activation["now"] = Timestamp(rfc3339: "2026-11-23T10:15:30Z").map { .timestamp($0) }
    let value = program.evaluate(activation)
    return value.failure == nil ? value.celSource : "fails"
  }
}
