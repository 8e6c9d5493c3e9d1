import CEL
import Foundation
import JSONSchema
import Testing

/// The official suite of draft 2020-12. Its folder's README gives origin and format.
@Suite(
  "JSON Schema behaves as the official suite says",
  .enabled(if: TestData.isPresent(TestData.suite), "no suite at \(TestData.suite.path)"))
struct SuiteTests {
  static let folder = TestData.suite.appending(path: "tests/draft2020-12")
  static let files = TestData.paths(below: folder, ending: ".json")

  /// What the suite serves at `http://localhost:1234/`.
  static let remotes: [String: Value] = {
    let folder = TestData.suite.appending(path: "remotes")
    let found = TestData.paths(below: folder, ending: ".json").compactMap { path in
      (try? TestData.json(folder.appending(path: path))).map { ("http://localhost:1234/\(path)", $0) }
    }
    return Dictionary(uniqueKeysWithValues: found)
  }()

  /// Schemas that are refused, each with the reason.
  static let refusals: [Refusal] = {
    let list = try? TestData.json(TestData.fixtures.appending(path: "suite-refusals.json"))
    return (list?.asList ?? []).map {
      Refusal(
        file: $0["file"]?.asString ?? "", schema: $0["schema"]?.asString ?? "",
        kinds: ($0["kinds"]?.asList ?? []).compactMap { $0.asString.flatMap(SchemaProblem.Kind.init) },
        reason: $0["reason"]?.asString ?? "")
    }
  }()

  struct Refusal {
    let file: String
    let schema: String
    /// Every problem of the schema is of one of these.
    let kinds: [SchemaProblem.Kind]
    let reason: String
  }

  @Test("every test of the file passes", arguments: files)
  func file(_ path: String) throws {
    let groups = try TestData.json(SuiteTests.folder.appending(path: path)).asList ?? []
    #expect(!groups.isEmpty)
    var (passed, refused) = (0, 0)
    var failures: [String] = []
    for group in groups {
      let name = group["description"]?.asString ?? ""
      let compiled = CompiledSchema.compile(
        group["schema"] ?? .null, resources: SuiteTests.remotes,
        formats: path.hasPrefix("optional/format/") ? .assertion : .annotation)
      guard let schema = compiled.schema else {
        let refusal = SuiteTests.refusals.first { $0.file == path && $0.schema == name && !$0.reason.isEmpty }
        if let refusal, compiled.problems.allSatisfy({ refusal.kinds.contains($0.kind) }) {
          refused += 1
          print("JSON Schema suite: \(path): refused \(name): \(refusal.reason)")
        } else {
          failures.append("\(name): \(compiled.problems)")
        }
        continue
      }
      for test in group["tests"]?.asList ?? [] {
        if let failure = check(test, schema) { failures.append("\(name): \(failure)") } else { passed += 1 }
      }
    }
    let refusals = refused == 0 ? "" : ", \(refused) schemas refused by name"
    print("JSON Schema suite: \(path): \(passed) passed, \(failures.count) failed\(refusals)")
    #expect(failures.isEmpty, "\(failures.prefix(20).joined(separator: "\n"))")
    #expect(refused == SuiteTests.refusals.count { $0.file == path }, "a refusal of the list was not met")
  }

  private func check(_ test: Value, _ schema: CompiledSchema) -> String? {
    let (data, expected) = (test["data"] ?? .null, test["valid"]?.asBool)
    let name = test["description"]?.asString ?? ""
    let violations = schema.validate(data)
    guard schema.isValid(data) == expected else { return "\(name): \(violations)" }
    guard violations.isEmpty == expected else { return "\(name): valid, and has \(violations)" }
    // A message is about a part that is there.
    for violation in violations where violation.message.isEmpty || !isPlace(violation.pointer, in: data) {
      return "\(name): \(violation)"
    }
    return nil
  }

  private func isPlace(_ pointer: String, in value: Value) -> Bool {
    var value: Value? = value
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
      value = value?.asList.flatMap { list in Int(key).map { list[$0] } } ?? value?[key]
    }
    return value != nil
  }
}
