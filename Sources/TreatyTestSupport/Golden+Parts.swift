public import Testing
import Foundation

extension Golden {
  /// Holds the generated parts of a page against what they should be: what stands between `<!-- generated: NAME -->` and `<!-- end -->`.
  /// The rest of the page is a person's.
  public static func expect(
    _ parts: [String: String], in path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let page = try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    var seen: Set<String> = []
    var lines: [Substring] = []
    var isGenerated = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "<!-- end -->" { isGenerated = false }
      if !isGenerated { lines.append(line) }
      guard line.hasPrefix("<!-- generated: "), line.hasSuffix(" -->") else { continue }
      let name = String(line.dropFirst("<!-- generated: ".count).dropLast(" -->".count))
      guard let part = parts[name] else {
        Issue.record("\(path) has a part `\(name)` that nobody generates", sourceLocation: sourceLocation)
        continue
      }
      seen.insert(name)
      isGenerated = true
      lines.append(part.hasSuffix("\n") ? part.dropLast() : part[...])
    }
    #expect(
      seen == Set(parts.keys), "\(path) lacks \(Set(parts.keys).subtracting(seen).sorted())",
      sourceLocation: sourceLocation)
    #expect(!isGenerated, "a generated part of \(path) does not end", sourceLocation: sourceLocation)
    if seen == Set(parts.keys), !isGenerated {
      try expect(lines.joined(separator: "\n"), is: path, sourceLocation: sourceLocation)
    }
  }
}
