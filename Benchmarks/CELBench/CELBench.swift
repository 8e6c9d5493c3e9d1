import CEL
import Foundation

/// How fast CEL is: eight expressions over 200 incident records, alone, compiled, and with the record's way in.
///
///     CELBench FOLDER [SECONDS]
///
/// Prints one JSON object a line, for `Benchmarks/cel.py`, which puts other engines beside it.
@main
struct CELBench {
  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 2 else { return fail("usage: CELBench FOLDER [SECONDS]") }
    do {
      try measure(BenchData(folder: words[1]), seconds: words.count > 2 ? Double(words[2]) ?? 0.3 : 0.3)
    } catch {
      fail("nothing could be measured: \(error)")
    }
  }

  private static func measure(_ data: BenchData, seconds: Double) throws {
    let records = try data.texts.map { try Value(json: $0) }
    for test in data.cases {
      let compilation = BenchData.environment.compile(test.source)
      guard let program = compilation.program else {
        throw BenchFailure("\(test.name): \(compilation.issues.map(\.message))")
      }
      let found = records.map { program.evaluate(slots: [$0, data.categories, .timestamp(data.now)]) }
      guard Value.areEqual(.list(found), test.expected) else { throw BenchFailure("\(test.name): other results than expected") }

      let evaluate = Stopwatch.nanoseconds(atLeast: seconds) { rounds in
        for round in 0..<rounds {
          consume(program.evaluate(slots: [records[round % records.count], data.categories, .timestamp(data.now)]))
        }
      }
      let compile = Stopwatch.nanoseconds(atLeast: seconds) { rounds in
        for _ in 0..<rounds where BenchData.environment.compile(test.source).program == nil { fail("lost a program") }
      }
      let wayIn = Stopwatch.nanoseconds(atLeast: seconds) { rounds in
        for round in 0..<rounds {
          guard let record = try? Value(json: data.texts[round % data.texts.count]) else { return fail("lost a record") }
          consume(program.evaluate(slots: [record, data.categories, .timestamp(data.now)]))
        }
      }
      print(#"{"name":"\#(test.name)","eval":\#(evaluate),"compile":\#(compile),"wayIn":\#(wayIn)}"#)
    }
    let parse = Stopwatch.nanoseconds(atLeast: seconds) { rounds in
      for round in 0..<rounds where (try? Value(json: data.texts[round % data.texts.count])) == nil { fail("lost a record") }
    }
    print(#"{"name":"json","eval":\#(parse)}"#)
  }

  /// Keeps the optimiser from dropping what nobody reads.
  @inline(never)
  private static func consume(_ value: Value) {}

  private static func fail(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(1)
  }
}
