import CEL
import Foundation
import JSONSchema
import Measuring

/// How fast JSON Schema is: 1,000 records against one schema, alone and with the record's way in.
///
///     SchemaBench SCHEMA RECORDS [SECONDS]
///
/// SCHEMA is a JSON file, RECORDS one of JSON Lines; what it lacks to 1,000 is taken from its beginning again. Prints one JSON object:
/// nanoseconds a record, and for one compilation of the schema.
@main
struct SchemaBench {
  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 3 else { return fail("usage: SchemaBench SCHEMA RECORDS [SECONDS]") }
    do {
      let bench = try SchemaBench(schema: words[1], records: words[2])
      print(bench.measure(seconds: words.count > 3 ? Double(words[3]) ?? 0.3 : 0.3))
    } catch {
      fail("nothing could be measured: \(error)")
    }
  }

  private let source: [UInt8]
  private let schema: CompiledSchema
  private let texts: [[UInt8]]
  private let records: [Value]
  /// The same, each with one thing wrong: its last property that is a number is a list.
  private let broken: [Value]

  private init(schema path: String, records: String) throws {
    source = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let compiled = CompiledSchema.compile(json: source, formats: .assertion)
    guard let schema = compiled.schema else { throw BenchFailure(description: "\(compiled.problems)") }
    self.schema = schema
    let lines = try Data(contentsOf: URL(fileURLWithPath: records)).split(separator: UInt8(ascii: "\n")).map {
      Array($0)
    }
    texts = (0..<1000).map { lines[$0 % lines.count] }
    self.records = try texts.map { try Value(json: $0) }
    broken = self.records.map(SchemaBench.broken)
    for record in self.records {
      let violations = schema.validate(record)
      guard violations.isEmpty else { throw BenchFailure(description: "a record is not valid: \(violations)") }
    }
    for record in broken where schema.isValid(record) {
      throw BenchFailure(description: "a broken record is valid: \(record)")
    }
  }

  private static func broken(_ record: Value) -> Value {
    guard var map = record.asMap, let last = map.entries.last(where: { $0.value.asInt != nil }) else {
      return .list([])
    }
    map[last.key] = .list([])
    return .map(map)
  }

  private func measure(seconds: Double) -> String {
    func perRecord(_ work: @escaping (Int) -> Void) -> Double {
      Stopwatch.nanoseconds(atLeast: seconds) { rounds in
        for round in 0..<rounds { work(round % 1000) }
      }
    }
    let figures = [
      ("valid", perRecord { if !schema.isValid(records[$0]) { SchemaBench.fail("lost a record") } }),
      ("broken", perRecord { if schema.isValid(broken[$0]) { SchemaBench.fail("lost a record") } }),
      ("explained", perRecord { if schema.validate(broken[$0]).isEmpty { SchemaBench.fail("lost a record") } }),
      (
        "wayIn",
        perRecord {
          guard let record = try? Value(json: texts[$0]), schema.isValid(record) else {
            return SchemaBench.fail("lost a record")
          }
        }
      ),
      (
        "compile",
        Stopwatch.nanoseconds(atLeast: seconds) { rounds in
          for _ in 0..<rounds where CompiledSchema.compile(json: source, formats: .assertion).schema == nil {
            SchemaBench.fail("lost a schema")
          }
        }
      ),
    ]
    return "{" + figures.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func fail(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(1)
  }
}

private struct BenchFailure: Error, CustomStringConvertible {
  let description: String
}
