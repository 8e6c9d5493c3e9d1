import Foundation
import TreatyDiagnostics
import TreatyTrial

/// Where `treaty eval` says what is wrong: on standard error for people, on standard output as JSON.
struct EvalReport {
  let isJSON: Bool

  func complain(_ findings: Findings, in sources: Sources) {
    if isJSON { return Terminal.print(String(decoding: TrialJSON.issues(findings, in: sources), as: UTF8.self)) }
    Terminal.complain(
      TerminalRenderer(sources: sources, colour: Terminal.hasColour(STDERR_FILENO)).render(findings))
  }

  func complain(_ diagnostics: [Diagnostic], in sources: Sources = Sources()) {
    var findings = Findings()
    diagnostics.forEach { findings.add($0) }
    complain(findings, in: sources)
  }
}
