import Foundation
import Testing

@Suite("The layers hold, as docs/architecture.md draws them")
struct LayerTests {
  let map: LayerMap

  init() throws {
    map = LayerMap(markdown: try Repository.text("docs/architecture.md"))
  }

  @Test("every target has a row, and every row a target")
  func complete() throws {
    let targets = try Repository.targets()
    #expect(targets.count > 10, "Sources/ has hardly any targets: is this the repository?")
    #expect(Set(map.rows.map(\.target)) == Set(targets), "a target without a row in the map, or a row without a target")
    #expect(map.rows.count == Set(map.rows.map(\.target)).count, "a target with two rows")
  }

  @Test("a target imports only targets above it")
  func order() {
    var above: Set<String> = []
    for row in map.rows {
      let below = row.ours.subtracting(above)
      #expect(below.isEmpty, "`\(row.target)` may not import \(below.sorted()): they stand below it, or nowhere")
      above.insert(row.target)
    }
  }

  @Test("every import is in the map")
  func imports() throws {
    for row in map.rows {
      for (path, lines) in try Repository.sources(of: row.target) {
        for (number, line) in lines.enumerated() {
          guard let module = Self.imported(by: line), !row.all.contains(module) else { continue }
          Issue.record(
            """
            \(path):\(number + 1) imports `\(module)`, which docs/architecture.md does not allow `\(row.target)`. \
            Do without it, move the code to a target that may, or change the map and say why in the commit.
            """)
        }
      }
    }
  }

  @Test("Package.swift and the map say the same")
  func manifest() throws {
    let dependencies = try Repository.dependencies()
    for row in map.rows {
      let found = try #require(dependencies[row.target], "`\(row.target)` is not in Package.swift")
      let mapped = row.ours.union(row.packages)
      #expect(
        found == mapped,
        """
        `\(row.target)`: only in Package.swift \(found.subtracting(mapped).sorted()), \
        only in docs/architecture.md \(mapped.subtracting(found).sorted())
        """)
    }
  }

  @Test("core targets do no I/O and read no clock, randomness or environment")
  func pureCore() throws {
    for row in map.rows where row.isCore {
      for (path, lines) in try Repository.sources(of: row.target) {
        for (number, line) in lines.enumerated() {
          let code = line.components(separatedBy: "//")[0]
          for (word, meaning) in Self.impure where Self.has(word, in: code) && !code.contains("using:") {
            Issue.record(
              "\(path):\(number + 1) has `\(word)` (\(meaning)): a core target is given what it needs of that")
          }
        }
      }
    }
  }

  @Test("the page names only files that exist")
  func namedFilesExist() throws {
    let words = try Repository.text("docs/architecture.md").split(separator: "`", omittingEmptySubsequences: false)
    for word in words where word.hasPrefix("Sources/") || word.hasPrefix("Tests/") || word.hasPrefix("grammar/") {
      #expect(Repository.exists(String(word)), "docs/architecture.md names `\(word)`, which is not there")
    }
  }

  @Test(
    "imports are recognised in all their forms",
    arguments: [
      ("import CEL", "CEL"), ("public import TreatyPlan", "TreatyPlan"), ("@testable import CEL", "CEL"),
      ("@preconcurrency internal import GRDB", "GRDB"), ("  import struct Foundation.Date", "Foundation"),
      ("// import CEL", nil), ("let important = 1", nil), ("important import", nil),
    ] as [(String, String?)])
  func recognised(line: String, module: String?) {
    #expect(Self.imported(by: line) == module)
  }

  @Test(
    "words are recognised, and not their endings",
    arguments: [
      ("print(x)", true), ("(print(x))", true), ("fingerprint(x)", false), ("Fingerprint(1); print(2)", true),
    ])
  func words(code: String, isThere: Bool) {
    #expect(Self.has("print(", in: code) == isThere)
  }

  /// The module that a line imports.
  static func imported(by line: String) -> String? {
    let before = ["public", "package", "internal", "fileprivate", "private"]
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
    var words = line.split(separator: " ")[...]
    while let word = words.first, word.hasPrefix("@") || before.contains(String(word)) { words.removeFirst() }
    guard words.popFirst() == "import", var name = words.popFirst() else { return nil }
    if kinds.contains(String(name)), let next = words.popFirst() { name = next }
    return name.split(separator: ".").first.map(String.init)
  }

  /// Whether a word stands in code, and not at the end of another: `fingerprint(` prints nothing.
  static func has(_ word: String, in code: String) -> Bool {
    guard word.first?.isLetter == true else { return code.contains(word) }
    return code.ranges(of: word).contains { range in
      range.lowerBound == code.startIndex || !code[code.index(before: range.lowerBound)].isLetter
    }
  }

  /// What must not stand in a core target, and what it is.
  static let impure = [
    ("Date()", "a clock"), ("Date.now", "a clock"), ("ContinuousClock", "a clock"), ("SuspendingClock", "a clock"),
    ("clock_gettime", "a clock"), ("DispatchTime", "a clock"), ("Task.sleep", "a clock"),
    ("SystemRandomNumberGenerator", "randomness"), (".random(in:", "randomness"), (".randomElement()", "randomness"),
    (".shuffled()", "randomness"),
    ("UUID()", "randomness"), ("getenv", "the environment"), ("ProcessInfo", "the environment"),
    ("CommandLine.", "the environment"), ("FileManager", "files"), ("FileHandle", "files"), ("fopen(", "files"),
    ("contentsOfFile", "files"), ("Data(contentsOf", "files"), ("print(", "output"), ("Task {", "concurrency"),
    ("Task.detached", "concurrency"),
  ]
}
