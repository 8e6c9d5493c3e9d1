import CEL
import Foundation
import Testing

/// The conformance tests of cel-spec that need no protobuf messages, and probes of known traps, one JSON object a line.
/// Their folder's README gives format and origin.
@Suite(
  "CEL behaves as cel-spec says",
  .enabled(if: TestData.isPresent(TestData.conformance), "no conformance tests at \(TestData.conformance.path)"))
struct Conformance {
  /// Tests that are held to be wrong, by `id`, each with the reason. There is none: where Google's own engines differ from the
  /// specification's answer, the answer is ours, and where they differ from each other docs/cel.md says what was chosen.
  static let heldToBeWrong: [String: String] = [:]

  static let files = TestData.files(in: TestData.conformance).map(\.lastPathComponent).filter { $0.hasSuffix(".jsonl") }
    .map { String($0.dropLast(6)) }

  @Test("every test of the file passes", arguments: files)
  func file(_ name: String) throws {
    let lines = try TestData.lines(TestData.conformance.appendingPathComponent("\(name).jsonl"))
    #expect(!lines.isEmpty)
    var failures: [String] = []
    for line in lines {
      let test = try Value(json: line)
      if let failure = ConformanceCase(test).run(), Conformance.heldToBeWrong[test["id"]?.asString ?? ""] == nil {
        failures.append(failure)
      }
    }
    print("CEL conformance: \(name): \(lines.count - failures.count) passed, \(failures.count) failed")
    if ProcessInfo.processInfo.environment["TREATY_CEL_VERBOSE"] != nil { failures.forEach { print("  \($0)") } }
    #expect(failures.isEmpty, "\(failures.prefix(20).joined(separator: "\n"))")
  }

  @Test("a test that expects something else fails")
  func judge() throws {
    for (line, isRight) in [
      (#"{"id":"a","expr":"1 + 1","expect":{"value":{"int":"2"}}}"#, true),
      (#"{"id":"a","expr":"1 + 1","expect":{"value":{"uint":"2"}}}"#, false),
      (#"{"id":"a","expr":"1 + 1","expect":{"value":{"double":"2"}}}"#, false),
      (#"{"id":"a","expr":"1 + 1","expect":{"error":true}}"#, false),
      (#"{"id":"a","expr":"1 / 0","expect":{"error":true}}"#, true),
      (#"{"id":"a","expr":"1 / 0","expect":{"value":{"int":"0"}}}"#, false),
      (#"{"id":"a","expr":"1 + 'a'","expect":{"error":true}}"#, false),
      (#"{"id":"a","expr":"1 + 'a'","expect":{"error":true,"phase":"check"}}"#, true),
      (#"{"id":"a","expr":"1 +","expect":{"error":true,"phase":"parse"}}"#, true),
      (#"{"id":"a","expr":"[1]","expect":{"typed_result":{"value":null,"type":{"list":"int"}}}}"#, true),
      (#"{"id":"a","expr":"[1]","expect":{"typed_result":{"value":null,"type":{"list":"uint"}}}}"#, false),
    ] {
      let failure = ConformanceCase(try Value(json: Array(line.utf8))).run()
      #expect((failure == nil) == isRight, "\(line): \(failure ?? "passes")")
    }
  }
}

@Suite(
  "CEL gives what four other engines give",
  .enabled(if: TestData.isPresent(TestData.records), "no records at \(TestData.records.path)"))
struct RecordTests {
  @Test("eight expressions over 200 incident records")
  func records() throws {
    func file(_ name: String) -> URL { TestData.records.appendingPathComponent(name) }
    let records = try TestData.lines(file("records.jsonl")).map { try Value(json: $0) }
    let setup = try Value(json: TestData.bytes(file("expressions.json")))
    let categories = try #require(setup["variables"]?["categories"]?["value"])
    let now = try #require(Timestamp(rfc3339: setup["variables"]?["now"]?["value"]?.asString ?? ""))
    var environment = Environment()
    environment.declare("incident", .map(.string, .dyn))
    environment.declare("categories", .map(.string, .dyn))
    environment.declare("now", .timestamp)
    let expected = try TestData.lines(file("expected.jsonl")).map { try Value(json: $0) }
    #expect(expected.count == 8)
    for results in expected {
      let name = results["name"]?.asString
      let test = setup["expressions"]?.asList?.first { $0["name"]?.asString == name }
      let source = try #require(test?["expr"]?.asString)
      let program = try #require(environment.compile(source).program)
      let found = records.map { program.evaluate(slots: [$0, categories, .timestamp(now)]) }
      #expect(Value.areEqual(.list(found), results["results"] ?? .null), "\(name ?? "")")
    }
  }
}

/// One test: builds its environment, compiles, evaluates, compares strictly.
private struct ConformanceCase {
  let test: Value

  init(_ test: Value) { self.test = test }

  private func text(_ key: String) -> String { test[key]?.asString ?? "" }

  /// What went wrong; `nil` when the test passes.
  func run() -> String? {
    // Only optimisers write `cel.block`; its macros are no part of the language that people write.
    let libraries =
      [Library].standard + (test["libs"]?.asList?.contains { $0.asString == "block" } == true ? [.blocks] : [])
    var environment = Environment(container: text("container"), libraries: libraries)
    let isUnchecked = test["disable_check"]?.asBool ?? false
    for declaration in test["type_env"]?.asList ?? [] { declare(declaration, in: &environment) }
    var activation = Activation()
    for entry in (test["bindings"]?.asMap ?? MapValue()).entries {
      guard let name = entry.key.asString else { continue }
      activation[name] = Tagged.value(entry.value)
      if test["type_env"]?.asList?.contains(where: { $0["name"]?.asString == name }) != true {
        environment.declare(name, .dyn)
      }
    }
    let compilation = isUnchecked ? environment.compileUnchecked(text("expr")) : environment.compile(text("expr"))
    guard let expect = test["expect"] else { return "\(text("id")): no expectation" }
    let phase = expect["phase"]?.asString
    if expect["error"] != nil {
      guard let program = compilation.program else {
        // An error is meant to come from evaluation, unless the test says otherwise. Whoever tests addresses may refuse a bad one before.
        let mayBeRefused = phase == "parse" || phase == "check" || text("file") == "network_ext"
        return mayBeRefused ? nil : complain("must compile: \(compilation.issues.map { $0.message })")
      }
      if phase == "parse" || phase == "check" { return complain("must be refused (\(phase ?? ""))") }
      let value = program.evaluate(activation)
      return value.failure == nil ? complain("must fail, gives \(value)") : nil
    }
    if let typed = expect["typed_result"] { return typedResult(typed, compilation, activation) }
    guard let program = compilation.program else { return complain("\(compilation.issues.map { $0.message })") }
    let value = program.evaluate(activation)
    guard let wanted = expect["value"].map(Tagged.value) else { return complain("no expected value") }
    return Tagged.areSame(value, wanted) ? nil : complain("gives \(value), expected \(wanted)")
  }

  private func complain(_ what: String) -> String { "\(text("id")): `\(text("expr"))` \(what)" }

  private func typedResult(_ typed: Value, _ compilation: Compilation, _ activation: Activation) -> String? {
    guard let program = compilation.program else { return complain("\(compilation.issues.map { $0.message })") }
    if let type = typed["type"].map(Tagged.type), type != compilation.type {
      return complain("has type \(compilation.type), expected \(type)")
    }
    guard test["check_only"]?.asBool != true, let wanted = typed["value"], wanted.asMap != nil else { return nil }
    let value = program.evaluate(activation)
    return Tagged.areSame(value, Tagged.value(wanted)) ? nil : complain("gives \(value)")
  }

  private func declare(_ declaration: Value, in environment: inout Environment) {
    guard let name = declaration["name"]?.asString else { return }
    if let type = declaration["ident"] { return environment.declare(name, Tagged.type(type)) }
    for overload in declaration["function"]?.asList ?? [] {
      let parameters = (overload["params"]?.asList ?? []).map(Tagged.type)
      let result = overload["result"].map(Tagged.type) ?? .dyn
      let isMember = overload["member"]?.asBool ?? false
      environment.register(
        Function(
          name, "declared by a test",
          [isMember ? .member(parameters[0], Array(parameters.dropFirst()), result) : .global(parameters, result)],
          .many { _ in .null }))
    }
  }
}

/// The tests' own JSON form of values and types.
private enum Tagged {
  static func value(_ tagged: Value) -> Value {
    guard let (key, content) = tagged.asMap?.entries.first.map({ ($0.key.asString ?? "", $0.value) }) else {
      return .null
    }
    let text = content.asString ?? ""
    switch key {
    case "bool": return content
    case "int": return .int(Int64(text) ?? 0)
    case "uint": return .uint(UInt64(text) ?? 0)
    case "double": return .double(Double(text) ?? .nan)
    case "string": return content
    case "bytes": return .bytes([UInt8](Data(base64Encoded: text) ?? Data()))
    case "list": return .list((content.asList ?? []).map(value))
    case "map":
      var map = MapValue()
      for pair in content.asList ?? [] {
        guard let pair = pair.asList, pair.count == 2 else { continue }
        map[value(pair[0])] = value(pair[1])
      }
      return .map(map)
    case "timestamp": return Timestamp(rfc3339: text).map { .timestamp($0) } ?? .null
    case "duration": return TimeSpan(text: text).map { .duration($0) } ?? .null
    case "type": return .type(text)
    default: return .null
    }
  }

  static func type(_ tagged: Value) -> CELType {
    let scalars: [String: CELType] = [
      "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "dyn": .dyn,
      "null": .null,
      "timestamp": .timestamp, "duration": .duration, "any": .dyn, "error": .error,
    ]
    if let name = tagged.asString { return scalars[name] ?? .dyn }
    guard let (key, content) = tagged.asMap?.entries.first.map({ ($0.key.asString ?? "", $0.value) }) else {
      return .dyn
    }
    let parts = (content.asList ?? []).map(type)
    switch key {
    case "list": return .list(type(content))
    case "map": return .map(parts[0], parts[1])
    case "wrapper": return .nullable(type(content))
    case "type": return .type(type(content))
    case "type_param": return .parameter(content.asString ?? "")
    case "abstract":
      let inner = (content["params"]?.asList ?? []).map(type)
      return content["name"]?.asString == "optional_type"
        ? .optional(inner.first ?? .dyn) : .abstract(content["name"]?.asString ?? "", inner)
    default: return .dyn
    }
  }

  /// The same kind and the same value; NaN is itself here, and a map's order is of no account.
  static func areSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.double(let a), .double(let b)): return a.isNaN ? b.isNaN : a == b && a.sign == b.sign
    case (.list(let a), .list(let b)): return a.count == b.count && zip(a, b).allSatisfy { areSame($0, $1) }
    case (.map(let a), .map(let b)):
      return a.count == b.count
        && a.entries.allSatisfy { entry in
          b.entries.contains { areSame(entry.key, $0.key) && areSame(entry.value, $0.value) }
        }
    default: return left.typeName == right.typeName && Value.areEqual(left, right)
    }
  }
}
