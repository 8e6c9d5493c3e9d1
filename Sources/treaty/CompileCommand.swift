import ArgumentParser
import Foundation
import TreatyPlan

struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Make a plan of a package: one file, the same bytes from the same sources on any machine.",
    discussion: """
      The plan holds no secret, no environment and no path of this machine. Its digest is its identity.

        treaty compile specs/examples/alert-to-ticket -o alerts.json
        treaty compile . -o plan.json --format concise --format sarif=compile.sarif
        treaty show alerts.json

      Findings go to standard error, or to the files that --format names.

      Exit codes: 0 the plan was written; 1 the package has errors; 3 it could not be read.
      """)

  @Argument(help: "Folder of the package, with `treaty.yaml` in it.")
  var package = "."

  @Option(name: .shortAndLong, help: "File to write the plan to; `-` is standard output.")
  var output: String

  @OptionGroup var findings: FindingsOption

  @Flag(help: "Say as JSON what was written.")
  var json = false

  private struct Report: Encodable {
    var package: String
    var version: String
    var digest: String
    var file: String
  }

  func run() throws {
    let file = try Checking.plan(package, for: "compile", reporting: findings)
    let text = Array(try file.text())
    guard output != "-" else {
      var standard = StandardOutput(bytes: text)
      return try standard.end()
    }
    try FileReplacement.write(text, to: output)
    if json {
      return Terminal.print(
        ReportText.json(
          Report(
            package: file.plan.package, version: "\(file.plan.version)", digest: file.digest, file: output)))
    }
    Terminal.print("\(file.plan.package) \(file.plan.version) \(file.digest)\nwritten to \(output)")
  }
}
