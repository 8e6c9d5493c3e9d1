import CEL
import Foundation
import Measuring

/// How fast CEL is: eight expressions over 200 incident records, alone, compiled, and with the record's way in.
///
///     CELBench FOLDER [SECONDS [EXPRESSION [eval|compile|wayIn]]]
///
/// Prints one JSON object a line, for `Benchmarks/compare_cel.py`, which puts other engines beside it.
@main
struct CELBench {
  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 2 else { return fail("usage: CELBench FOLDER [SECONDS [EXPRESSION [eval|compile|wayIn]]]") }
    do {
      let bench = CELBench(
        data: try BenchData(folder: words[1]), seconds: words.count > 2 ? Double(words[2]) ?? 0.3 : 0.3,
        only: words.count > 3 ? words[3] : nil, phase: words.count > 4 ? words[4] : nil)
      try bench.measure()
    } catch {
      fail("nothing could be measured: \(error)")
    }
  }

  let data: BenchData
  let seconds: Double
  /// The one expression and the one phase to measure; `nil` for all.
  let only: String?
  let phase: String?

  private func measure() throws {
    let records = try data.texts.map { try Value(json: $0) }
    for test in data.cases where only == nil || test.name == only {
      let compiled = BenchData.environment.compile(test.source)
      guard let program = compiled.program else {
        throw BenchFailure("\(test.name): \(compiled.issues.map(\.message))")
      }
      let found = records.map { program.evaluate(slots: [$0, data.categories, .timestamp(data.now)]) }
      guard Value.areEqual(.list(found), test.expected) else {
        throw BenchFailure("\(test.name): other results than expected")
      }
      report(
        test.name,
        ("eval", evaluation(program, records)), ("compile", compilation(of: test.source)), ("wayIn", wayIn(program)))
    }
    if only == nil { report("json", ("eval", parsing())) }
  }

  /// Times those of the phases that are asked for.
  private func report(_ name: String, _ phases: (String, (Int) -> Void)...) {
    let figures = phases.filter { phase == nil || $0.0 == phase }.map { phase in
      "\"\(phase.0)\":\(Stopwatch.nanoseconds(atLeast: seconds, phase.1))"
    }
    print("{\"name\":\"\(name)\",\(figures.joined(separator: ","))}")
  }

  private func evaluation(_ program: Program, _ records: [Value]) -> (Int) -> Void {
    { rounds in
      var slots = [Value.null, data.categories, .timestamp(data.now)]
      for round in 0..<rounds {
        slots[0] = records[round % records.count]
        consume(program.evaluate(slots: slots))
      }
    }
  }

  private func compilation(of source: String) -> (Int) -> Void {
    { rounds in
      for _ in 0..<rounds where BenchData.environment.compile(source).program == nil { Self.fail("lost a program") }
    }
  }

  private func wayIn(_ program: Program) -> (Int) -> Void {
    { rounds in
      for round in 0..<rounds {
        guard let record = try? Value(json: data.texts[round % data.texts.count]) else {
          return CELBench.fail("lost a record")
        }
        consume(program.evaluate(slots: [record, data.categories, .timestamp(data.now)]))
      }
    }
  }

  private func parsing() -> (Int) -> Void {
    { rounds in
      for round in 0..<rounds where (try? Value(json: data.texts[round % data.texts.count])) == nil {
        CELBench.fail("lost a record")
      }
    }
  }

  private static func fail(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(1)
  }
}

/// Keeps the optimiser from dropping what nobody reads.
@inline(never)
private func consume(_ value: Value) {}
