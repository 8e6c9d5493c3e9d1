import CEL
import Foundation

/// The records and expressions that every engine is measured on: `expressions.json`, `records.jsonl` and `expected.jsonl` of one folder.
struct BenchData {
  /// An expression, and what it comes to for each record.
  struct Case {
    let name: String
    let source: String
    let expected: Value
  }

  /// The records as they come: JSON texts.
  let texts: [[UInt8]]
  let cases: [Case]
  let categories: Value
  let now: Timestamp

  /// Reads the folder.
  init(folder: String) throws {
    func lines(_ name: String) throws -> [[UInt8]] {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder).appending(path: name))
      return data.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }
    texts = try lines("records.jsonl")
    let setup = try Value(
      json: Array(try Data(contentsOf: URL(fileURLWithPath: folder).appending(path: "expressions.json"))))
    guard let categories = setup["variables"]?["categories"]?["value"],
      let now = setup["variables"]?["now"]?["value"]?.asString.flatMap(Timestamp.init(rfc3339:))
    else { throw BenchFailure("expressions.json lacks its variables") }
    (self.categories, self.now) = (categories, now)
    let expected = try lines("expected.jsonl").map { try Value(json: $0) }
    cases = (setup["expressions"]?.asList ?? []).compactMap { test in
      guard let name = test["name"]?.asString, let source = test["expr"]?.asString,
        let results = expected.first(where: { $0["name"]?.asString == name })?["results"]
      else { return nil }
      return Case(name: name, source: source, expected: results)
    }
  }

  /// The names in scope, typed as little as the other engines have them.
  static let environment: Environment = {
    var environment = Environment()
    environment.declare("incident", .map(.string, .dyn))
    environment.declare("categories", .map(.string, .dyn))
    environment.declare("now", .timestamp)
    return environment
  }()
}

/// Why nothing can be measured.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
