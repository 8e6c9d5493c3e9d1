import Foundation
import TreatyDiagnostics
import TreatyTrial

/// Evaluates over the lines of standard input, as they come.
struct EvalLines {
  private var lines: LineTrial
  private let renderer: TerminalRenderer

  init(trial: Trial, variable: String, output: LineTrial.Output) {
    lines = LineTrial(trial, binding: variable, output: output)
    renderer = TerminalRenderer(sources: trial.sources, colour: Terminal.hasColour(STDERR_FILENO))
  }

  /// Reads to the end.
  /// - Parameter failsWithoutResult: whether the exit code is 1 where the last result is false or null, or no line passed.
  mutating func run(failsWithoutResult: Bool) throws {
    var splitter = LineSplitter()
    var output = StandardOutput()
    let input = StandardInput()
    while !splitter.isDone {
      while let line = splitter.next() {
        let number = splitter.number
        let found =
          switch line {
          case .line(let range): splitter.withBytes(of: range) { lines.take($0, number: number, into: &output.bytes) }
          case .tooLong: lines.takeTooLong(mostBytes: splitter.mostBytes, number: number, into: &output.bytes)
          }
        if !found.isEmpty {
          // What was printed before stands before it.
          try output.flush()
          found.forEach { Terminal.complain(renderer.render($0)) }
        }
        try output.flushIfLarge()
      }
      // Nobody waits for a result that is there, as after `tail -f`.
      if !input.isReady { try output.flush() }
      try splitter.fill(input.read)
    }
    try output.end()
    if lines.failed > 0 || (failsWithoutResult && hasNoResult) { throw Exit.findings }
  }

  private var hasNoResult: Bool { lines.isFilter ? lines.matched == 0 : lines.last?.isFalseOrNull ?? true }
}
