import ArgumentParser
import Dispatch
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyRules

/// Reads and checks a package, as `check`, `compile` and `stand-in` do.
enum Checking {
  /// The pages of all codes.
  static let catalogue = Pages.catalogue

  /// Compiles a package and runs the rules over it.
  /// - Parameters:
  ///   - day: The day on which it is looked at; today, where none is said.
  ///   - isMeasured: Whether what each rule costs is measured.
  static func compile(_ folder: String, on day: CalendarDay? = nil, isMeasured: Bool = false) -> CompiledPackage {
    compile(PackageFolder.read(folder), on: day, isMeasured: isMeasured)
  }

  /// Compiles a package that was read, and runs the rules over it.
  static func compile(_ source: PackageSource, on day: CalendarDay? = nil, isMeasured: Bool = false) -> CompiledPackage
  {
    let clock: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }
    let package = PackageCheck.run(
      source, using: PackageFolder(), today: day ?? today, clock: isMeasured ? clock : nil, by: ThreadMapping())
    // The command ends soon, and all of this with it: to take a large package apart piece by piece would be a tenth of its check.
    _ = Unmanaged.passRetained(Kept(package))
    return package
  }

  /// What is left for the end of the process.
  private final class Kept: Sendable {
    private let package: CompiledPackage

    init(_ package: CompiledPackage) { self.package = package }
  }

  /// The day in UTC, as allows count it.
  static var today: CalendarDay? {
    var utc = Calendar(identifier: .iso8601)
    utc.timeZone = .gmt
    let parts = utc.dateComponents([.year, .month, .day], from: Date())
    guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }

  /// What reports are to know of a run.
  static func options(_ folder: String, _ package: CompiledPackage, command: String = "check") -> ReportOptions {
    var options = ReportOptions()
    options.version = Treaty.version
    options.catalogue = catalogue
    options.command = "treaty \(command) \(folder)"
    options.folder = shown(folder)
    options.outcome = package.plan == nil ? .notLoaded : .complete
    return options
  }

  /// The folder of a package as paths begin with it: as it was given, without steps that lead nowhere. Nothing for this one.
  static func shown(_ folder: String) -> String {
    let here = FileManager.default.currentDirectoryPath
    let place = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.path
    if place == here { return "" }
    if place.hasPrefix(here + "/") { return String(place.dropFirst(here.count + 1)) }
    return folder
  }

  /// The findings as text; nothing where nothing was found.
  static func render(_ folder: String, _ package: CompiledPackage, colour: Bool) -> String {
    var options = options(folder, package)
    options.colour = colour
    return FindingsFormat.full.render(package.findings, package.sources, options)
  }

  /// The plan of a package without errors; otherwise says what is wrong and ends.
  static func plan(_ folder: String, for command: String, reporting output: FindingsOption) throws -> PlanFile {
    let package = compile(folder)
    try output.write(package.findings, package.sources, options(folder, package, command: command), to: .standardError)
    if package.plan == nil { throw Exit.load }
    guard let file = try package.file() else { throw Exit.findings }
    return file
  }
}

/// Reads plan files.
enum PlanReading {
  /// Why there is no plan, in words for a person.
  struct Failure: Error {
    let finding: Diagnostic
  }

  /// The plan of a file; otherwise says what is wrong with it and ends.
  /// - Parameter isForReview: whether it is only looked at (``PlanFile/readForReview(_:)``).
  static func read(_ path: String, isForReview: Bool = false) throws -> PlanFile {
    do throws(Failure) { return try file(path, isForReview: isForReview) } catch {
      Terminal.complain([error.finding])
      throw Exit.load
    }
  }

  /// The plan of a file.
  static func file(_ path: String, isForReview: Bool = false) throws(Failure) -> PlanFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        finding: Diagnostic(
          code: .unreadableFile, severity: .error, message: "`\(path)` cannot be read", primary: nil,
          fixes: [Fix(title: "make a plan with `treaty compile DIR -o \(path)`")]))
    }
    do throws(PlanFailure) {
      return try isForReview ? PlanFile.readForReview([UInt8](data)) : PlanFile.read([UInt8](data))
    } catch {
      throw Failure(finding: diagnostic(error, path))
    }
  }

  private static func diagnostic(_ failure: PlanFailure, _ path: String) -> Diagnostic {
    switch failure {
    case .unreadable(let why):
      Diagnostic(
        code: .planFormat, severity: .error, message: "`\(path)` is not a plan that can be carried out", primary: nil,
        reason: why, fixes: [Fix(title: "compile it anew")])
    case .tooNew(let found):
      Diagnostic(
        code: .planFormat, severity: .error,
        message: "`\(path)` has format \(found); this Treaty knows up to \(PlanFile.format)", primary: nil,
        fixes: [Fix(title: "use a newer Treaty, or compile the plan with this one")])
    case .digest(let written, let found):
      Diagnostic(
        code: .planDigest, severity: .error, message: "`\(path)` was changed after it was compiled", primary: nil,
        reason: "it says \(written), and its content is \(found)",
        fixes: [Fix(title: "compile it anew; a plan is never edited by hand")])
    }
  }
}
