import Foundation
import Testing
import TreatySpec
import TreatyTestSupport

@Suite("docs/reference says what the language can say")
struct ReferenceTests {
  static let folder = "docs/reference"
  static let examples = "Tests/TreatyCompilerTests/Fixtures/reference"

  private func pages() throws -> [ReferenceWriter.Page] {
    var examples: [String: String] = [:]
    for name in ReferenceWriter.names {
      let file = name == "manifest" ? "manifest.yaml" : "\(name).treaty.yaml"
      examples[name] = try String(
        contentsOf: Golden.repository.appending(path: "\(Self.examples)/\(file)"), encoding: .utf8)
    }
    return ReferenceWriter(examples: examples).pages()
  }

  @Test("every page is what the descriptions say, and there is no other")
  func inStep() throws {
    let pages = try pages()
    for page in pages { try Golden.expect(page.text, is: "\(Self.folder)/\(page.file)") }
    let there = try FileManager.default.contentsOfDirectory(
      atPath: Golden.repository.appending(path: Self.folder).path)
    #expect(Set(there) == Set(pages.map { $0.file }))
  }

  @Test("every declaration and key of the language has its place")
  func complete() throws {
    let text = try pages().map { $0.text }.joined()
    for key in AllOutlines.keys where key.owner != "spec file" && key.owner != "policies section" {
      let id = "<a id=\"\(Page.anchor(key.owner)).\(key.key.name)\"></a>"
      #expect(text.components(separatedBy: id).count == 2, "\(key.testDescription)")
    }
  }

  @Test("anchors are unique, and links lead somewhere")
  func links() throws {
    var pages = try pages().map { Page(path: "\(Self.folder)/\($0.file)", text: $0.text) }
    for path in ["docs/language.md", "docs/cel.md"] { pages.append(try #require(try Page.read(path))) }
    var count = 0
    for page in pages {
      // In docs/cel.md a function may have a heading in more than one library.
      let isUnique = page.anchors.count == Set(page.anchors).count
      #expect(isUnique || page.path == "docs/cel.md", "\(page.path) has an anchor twice")
      for link in page.links {
        count += 1
        let (path, anchor) = page.target(of: link)
        guard let target = try pages.first(where: { $0.path == path }) ?? Page.read(path) else {
          Issue.record("\(page.path) links to \(link), which is not there")
          continue
        }
        if let anchor { #expect(target.anchors.contains(anchor), "\(page.path): \(link)") }
      }
    }
    #expect(count > 500)
  }

  @Test("every section serves a capability that is known, and every capability has its section")
  func capabilities() {
    let known = ProductCapability.all.map { $0.number }
    let served = Section.allCases.flatMap { $0.capabilities }
    #expect(Set(known).count == known.count)
    #expect(Set(served).isSubset(of: known))
    #expect(Set(known).subtracting(served).isEmpty)
  }
}

/// A page of Markdown, as far as links go.
private struct Page {
  /// From the root of the repository.
  let path: String
  let text: String

  /// A page of the repository; empty for what is no page; `nil` for what is not there.
  static func read(_ path: String) throws -> Page? {
    let url = Golden.repository.appending(path: path)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    guard url.pathExtension == "md" else { return Page(path: path, text: "") }
    return Page(path: path, text: try String(contentsOf: url, encoding: .utf8))
  }

  /// The text outside of fenced blocks.
  private var lines: [String] {
    var isInside = false
    return text.components(separatedBy: "\n").filter { line in
      if line.hasPrefix("```") { isInside.toggle() }
      return !isInside
    }
  }

  var anchors: [String] {
    let headings = lines.filter { $0.hasPrefix("#") }.map { Page.anchor($0.drop { "# ".contains($0) }.description) }
    let ids = lines.flatMap { $0.matches(of: /<a id="([^"]+)">/).map { String($0.output.1) } }
    return headings + ids
  }

  var links: [String] {
    lines.flatMap { $0.matches(of: /\]\(([^)]+)\)/).map { String($0.output.1) } }.filter { !$0.contains("://") }
  }

  /// Where a link of the page leads, from the root of the repository.
  func target(of link: String) -> (path: String, anchor: String?) {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let anchor = parts.count == 2 ? parts[1] : nil
    guard !parts[0].isEmpty else { return (path, anchor) }
    var folders = path.split(separator: "/").dropLast().map(String.init)
    for part in parts[0].split(separator: "/") {
      if part == ".." { folders.removeLast() } else { folders.append(String(part)) }
    }
    return (folders.joined(separator: "/"), anchor)
  }

  /// As GitHub makes anchors of headings.
  static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.replacing(" ", with: "-")
  }
}
