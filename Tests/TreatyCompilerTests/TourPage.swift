import Foundation
import Testing
import TreatyCompiler
import TreatyTestSupport

/// docs/language.md, as the tests read it: a package that grows from one snippet to the next.
///
/// `<!-- file: tour/flows.treaty.yaml -->` before a block of YAML makes it that file, new or in place of the one before. With
/// `, wrong: TR0303` the package must then be found wrong, with that code, and goes on without the file, unless `, kept` follows.
struct TourPage {
  static let path = "docs/language.md"

  /// One snippet, and the packages as they are with it.
  struct Step: Sendable {
    /// Where it stands on the page, from 1.
    var line: Int
    /// Its file.
    var file: String
    /// Code of the finding that it must lead to; `nil` where nothing is wrong.
    var wrong: String?
    /// All files with it, by path.
    var files: [String: String]
  }

  private(set) var steps: [Step] = []
  /// Blocks of YAML that no file is made of, by line.
  private(set) var loose: [Int] = []
  /// Names of what is generated, each with the number of steps before it.
  private(set) var generated: [(name: String, steps: Int)] = []

  init() throws {
    let page = try String(contentsOf: Golden.repository.appending(path: TourPage.path), encoding: .utf8)
    var files: [String: String] = [:]
    var marker: [String]?
    var block: (line: Int, text: String)?
    for (index, line) in page.components(separatedBy: "\n").enumerated() {
      if let open = block {
        guard line == "```" else {
          block?.text += line + "\n"
          continue
        }
        block = nil
        guard let found = marker else {
          loose.append(open.line)
          continue
        }
        marker = nil
        let wrong = found.dropFirst().first { $0.hasPrefix("wrong: ") }.map { String($0.dropFirst("wrong: ".count)) }
        let step = Step(
          line: open.line, file: found[0], wrong: wrong, files: files.merging([found[0]: open.text]) { $1 })
        steps.append(step)
        if wrong == nil || found.contains("kept") { files = step.files }
      } else if line == "```yaml" {
        block = (index + 1, "")
      } else if let words = TourPage.comment(line, "file") {
        marker = words.components(separatedBy: ", ")
      } else if let name = TourPage.comment(line, "generated") {
        generated.append((name, steps.count))
      }
    }
  }

  private static func comment(_ line: String, _ kind: String) -> String? {
    guard line.hasPrefix("<!-- \(kind): "), line.hasSuffix(" -->") else { return nil }
    return String(line.dropFirst("<!-- \(kind): ".count).dropLast(" -->".count))
  }
}

extension TourPage.Step: CustomTestStringConvertible {
  var testDescription: String { "\(file) at line \(line)" }

  /// The package `tour`, compiled, with those beside it.
  func compile() -> CompiledPackage {
    Fixtures.compile(
      PackageSource(shownAs: "", location: "tour", files: Folders.files(in: "tour", of: files)),
      using: Folders(files: files))
  }
}

/// Packages in folders beside each other, and those that ship with Treaty.
private struct Folders: PackageProvider {
  let files: [String: String]

  var known: [String] { Fixtures.standard.known }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    guard reference.hasPrefix("../") else { return Fixtures.standard.package(reference, usedIn: location) }
    let folder = String(reference.dropFirst(3))
    let files = Folders.files(in: folder, of: files)
    return files.isEmpty ? nil : PackageSource(shownAs: reference, location: folder, files: files)
  }

  static func files(in folder: String, of files: [String: String]) -> [SourceText] {
    files.filter { $0.key.hasPrefix("\(folder)/") }.sorted { $0.key < $1.key }.map {
      SourceText(path: String($0.key.dropFirst(folder.count + 1)), bytes: Array($0.value.utf8))
    }
  }
}
