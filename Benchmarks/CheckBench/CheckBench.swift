import CLibYAML
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyStandard
import TreatySyntax

/// How long each part of a check takes, beside libyaml merely parsing the same bytes.
///
///     CheckBench FOLDER [ROUNDS]
@main
enum CheckBench {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else {
      FileHandle.standardError.write(Data("CheckBench FOLDER [ROUNDS]\n".utf8))
      exit(2)
    }
    let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5
    let files = read(arguments[1])
    let bytes = files.reduce(0) { $0 + $1.bytes.count }
    let source = PackageSource(shownAs: "", location: arguments[1], files: files)
    let parse = best(rounds) { for file in files { events(file.bytes) } }
    let tree = best(rounds) {
      for file in files {
        var findings = Findings()
        _ = SyntaxTree.read(file: FileID(0), bytes: file.bytes, into: &findings)
      }
    }
    var compiled: CompiledPackage?
    let compile = best(rounds) { compiled = PackageCompiler.compile(source, using: StandardPackages()) }
    guard let compiled else { return }
    var findings = Findings()
    let rules = best(rounds) { findings = Rules.check(compiled).findings }
    print("\(files.count) files, \(bytes) bytes, \(compiled.findings.all.count + findings.all.count) findings")
    for (name, seconds) in [
      ("libyaml, events", parse), ("tree", tree), ("compile", compile), ("rules", rules),
    ] {
      let figures = String(format: "%7.1f ms  %5.2f", seconds * 1000, seconds / parse)
      print(name.padding(toLength: 18, withPad: " ", startingAt: 0), figures)
    }
  }

  private static func read(_ folder: String) -> [SourceText] {
    let walk = FileManager.default.enumerator(atPath: folder)
    var files: [SourceText] = []
    while let path = walk?.nextObject() as? String {
      guard path.hasSuffix("treaty.yaml"), let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
        continue
      }
      files.append(SourceText(path: path, bytes: [UInt8](data)))
    }
    return files
  }

  private static func events(_ bytes: [UInt8]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return }
    defer { yaml_parser_delete(&parser) }
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return }
        let isEnd = event.type == YAML_STREAM_END_EVENT
        yaml_event_delete(&event)
        if isEnd { return }
      }
    }
  }

  private static func best(_ rounds: Int, _ body: () -> Void) -> Double {
    (0..<rounds).map { _ in
      let clock = ContinuousClock()
      let elapsed = clock.measure(body)
      return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    }.min() ?? 0
  }
}

/// The packages that ship with Treaty, and no other.
private struct StandardPackages: PackageProvider {
  var known: [String] { TreatyStandard.StandardPackages.names }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    let files = TreatyStandard.StandardPackages.files(of: reference)
    guard !files.isEmpty else { return nil }
    return PackageSource(
      shownAs: reference, location: reference, files: files.map { SourceText(path: $0.path, bytes: $0.bytes) })
  }
}
