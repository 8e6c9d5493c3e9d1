import CEL

/// The meta-schemas of draft 2020-12: what a schema has to look like, written as schemas. Built in, so that a `$ref` to one needs no
/// network and every document can be held against them.
struct MetaSchema: Sendable {
  /// URI of the one that has all of it.
  static let uri = "https://json-schema.org/draft/2020-12/schema"

  /// The documents by their URI.
  let documents: [String: Value]

  /// All that are built in.
  static let standard = MetaSchema()

  private init() {
    var documents: [String: Value] = [:]
    for text in MetaSchema.texts {
      // The texts are ours, and a test reads each of them.
      guard let document = try? Value(json: Array(text.utf8)), let id = document["$id"]?.asString else { continue }
      documents[id] = document
    }
    self.documents = documents
  }

  /// The standard meta-schema, compiled.
  static let compiled: CompiledSchema? = standard.documents[uri].flatMap { document in
    SchemaCompiler.compile(document, metaSchemas: standard, checksDocument: false).schema
  }
}
