import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyStandard

/// Finds the schema that `--schema` names.
struct EvalSchema {
  let report: EvalReport

  /// The record of a package, a file, or fields written in place; otherwise says what is wrong and ends.
  func read(_ place: String, for name: String) throws -> Schema {
    let reading = try reading(place, for: name)
    if !reading.findings.isEmpty, reading.schema == nil || !report.isJSON {
      report.complain(reading.findings, in: reading.sources)
    }
    guard let schema = reading.schema else { throw Exit.load }
    return schema
  }

  private func reading(_ place: String, for name: String) throws -> SchemaReading {
    if place.drop(while: { $0.isWhitespace }).hasPrefix("{") {
      return SchemaReader.notation(SourceText(path: "--schema \(name)", bytes: Array(place.utf8)), named: name)
    }
    if let hash = place.lastIndex(of: "#") {
      let package = try package(String(place[..<hash]))
      return SchemaReader.record(String(place[place.index(after: hash)...]), of: package, using: PackageFolder())
    }
    if let data = FileManager.default.contents(atPath: place) {
      return SchemaReader.notation(SourceText(path: place, bytes: [UInt8](data)), named: name)
    }
    report.complain([
      Diagnostic(
        code: .unreadableFile, severity: .error, message: "`\(place)` cannot be read", primary: nil,
        fixes: [Fix(title: "a record of a package is named with `#`: `std/itsm#incident`, `specs/mine#ticket`")])
    ])
    throw Exit.load
  }

  private func package(_ reference: String) throws -> PackageSource {
    let provider = PackageFolder()
    if let found = provider.package(reference, usedIn: FileManager.default.currentDirectoryPath) { return found }
    if reference.hasPrefix("/"), FileManager.default.fileExists(atPath: "\(reference)/treaty.yaml") {
      return PackageFolder.read(reference, shownAs: reference)
    }
    var diagnostic = Diagnostic(
      code: .unknownPackage, severity: .error, message: "there is no package `\(reference)`", primary: nil)
    if let near = NearName.suggest(for: reference, among: provider.known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?")]
    } else {
      let names = provider.known.sorted().map { "`\($0)`" }.joined(separator: ", ")
      diagnostic.fixes = [Fix(title: "name a folder with a `treaty.yaml`, or one of \(names)")]
    }
    report.complain([diagnostic])
    throw Exit.load
  }
}
