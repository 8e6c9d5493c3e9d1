import CEL
import Foundation
import JSONSchema
import Testing
import TreatyDiff
import TreatyTestSupport

@Suite("The report for programs is what its schema says")
struct ChangeSchemaTests {
  @Test("grammar/treaty-diff.schema.json is what `treaty schema --of diff` prints")
  func file() throws { try Golden.expect(ChangeSchema.json, is: "grammar/treaty-diff.schema.json") }

  @Test("printed reports are valid, and have no field that is not described")
  func reports() throws {
    let folder = Golden.repository.appending(path: "Tests/treatyTests/Fixtures/diff")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { ["report.json", "samples.json"].contains($0) }
    #expect(files.count == 2)
    let closed = ChangeSchema.json.replacing(
      "\"properties\" :", with: "\"additionalProperties\" : false, \"properties\" :")
    for text in [ChangeSchema.json, closed] {
      let compilation = CompiledSchema.compile(json: Array(text.utf8))
      #expect(compilation.problems.isEmpty)
      let schema = try #require(compilation.schema)
      for file in files {
        let report = try Value(json: [UInt8](Data(contentsOf: folder.appending(path: file))))
        #expect(schema.validate(report).map { "\(file): \($0.pointer) \($0.message)" } == [])
      }
    }
  }
}
