import Foundation
import TreatyCompiler
import TreatyTestSupport

/// One realistic mistake in the example organisation, and what the check should say of it.
///
/// Mutants stand in `Fixtures/mutants/FAMILY.mutants`, each like this:
///
///     ## owner-claimed-twice
///     The vendor's desk claims the state of incidents as well.
///     systems/systems.treaty.yaml
///     -     owner: shop
///     +     owner: shop
///     +     owns: [incident.state]
///     expect TR1002
///
/// The lines behind `-` stand in the file just once; those behind `+` take their place. More files and changes can follow. A mistake that
/// cannot be caught says why: `missed because …` in the place of `expect`.
struct Mutant: Sendable {
  /// One change of a file.
  struct Change: Sendable {
    var file: String
    var before: [String] = []
    var after: [String] = []
  }

  /// Its family and name: `ownership/owner-claimed-twice`.
  var name: String
  /// The mistake, in a sentence.
  var about = ""
  /// What is changed.
  var changes: [Change] = []
  /// A code that the check should give; one of several will do.
  var expected: [String] = []
  /// Why it cannot be caught.
  var missed: String?

  /// The folder of the organisation.
  static let organisation = "specs/examples/organisation"

  /// All mutants, in the order of families and files.
  static let all: [Mutant] = {
    let folder = Golden.repository.appending(path: "Tests/TreatyCompilerTests/Fixtures/mutants")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    return files.filter { $0.hasSuffix(".mutants") }.flatMap { file -> [Mutant] in
      guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8) else { return [] }
      return read(text, family: String(file.dropLast(8)))
    }
  }()

  static func read(_ text: String, family: String) -> [Mutant] {
    var mutants: [Mutant] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("## ") {
        mutants.append(Mutant(name: "\(family)/\(line.dropFirst(3))"))
        continue
      }
      guard var mutant = mutants.popLast() else { continue }
      mutant.take(line)
      mutants.append(mutant)
    }
    return mutants
  }

  private mutating func take(_ line: String) {
    if line.hasPrefix("expect ") {
      expected = line.dropFirst(7).split(separator: " ").map(String.init)
    } else if line.hasPrefix("missed because ") {
      missed = String(line.dropFirst(15))
    } else if line.hasPrefix("- ") || line == "-" {
      if changes.last?.after.isEmpty == false, let file = changes.last?.file { changes.append(Change(file: file)) }
      changes[changes.count - 1].before.append(String(line.dropFirst(2)))
    } else if line.hasPrefix("+ ") || line == "+" {
      changes[changes.count - 1].after.append(String(line.dropFirst(2)))
    } else if line.hasSuffix(".yaml") {
      changes.append(Change(file: line))
    } else if !line.isEmpty, !line.hasPrefix("#") {
      about += about.isEmpty ? line : " \(line)"
    }
  }

  /// The organisation with the mistake in it.
  /// - Throws: ``Misfit`` where a change does not fit its file just once.
  func applied(to files: [SourceText]) throws -> [SourceText] {
    var files = files
    for change in changes {
      guard let index = files.firstIndex(where: { $0.path == change.file }) else {
        throw Misfit(mutant: name, why: "there is no \(change.file)")
      }
      var lines = String(decoding: files[index].bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map(String.init)
      let places = lines.indices.filter { start in
        start + change.before.count <= lines.count && Array(lines[start..<start + change.before.count]) == change.before
      }
      guard let place = places.first, places.count == 1, !change.before.isEmpty else {
        throw Misfit(mutant: name, why: "its lines stand \(places.count) times in \(change.file)")
      }
      lines.replaceSubrange(place..<place + change.before.count, with: change.after)
      files[index] = SourceText(path: change.file, bytes: Array(lines.joined(separator: "\n").utf8))
    }
    return files
  }

  /// A change that does not fit.
  struct Misfit: Error, CustomStringConvertible {
    var mutant: String
    var why: String
    var description: String { "\(mutant): \(why)" }
  }
}
