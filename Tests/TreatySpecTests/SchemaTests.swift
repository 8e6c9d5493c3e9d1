import Testing
import TreatySpec
import TreatyTestSupport

@Suite("Decoder and JSON Schema come from one description")
struct SchemaTests {
  @Test("grammar/treaty.schema.json is what the descriptions say")
  func inStep() throws {
    try Golden.expect(JSONSchemaWriter.schema(), is: "grammar/treaty.schema.json")
  }

  @Test("every key of the language has words that say what it means")
  func documented() {
    let schema = JSONSchemaWriter.schema()
    #expect(!schema.contains("\"description\": \"\""))
  }
}
