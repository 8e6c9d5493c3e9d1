import CEL

/// What `$schema` says.
extension SchemaLibrary {
  /// The dialect of a meta-schema's URI; `nil` with a problem noted where schemas of it are not read.
  mutating func dialect(_ uri: String, _ document: Int, _ pointer: String) -> Dialect? {
    let reference = URIReference(uri)
    let name = reference.document
    if name == MetaSchema.uri { return .standard }
    if let draft = Dialect.olderDraft(uri) {
      note(
        .unsupported, document, pointer, "`$schema` says \(draft), and only 2020-12 is read: \(Dialect.howToConvert)")
      return nil
    }
    guard let metaSchema = self.document(name) else {
      note(
        .unresolvedReference, document, pointer,
        "`\(name)` is not here, and nothing is fetched: hand it in as a resource, or say `\(MetaSchema.uri)`")
      return nil
    }
    if let around = metaSchema["$schema"]?.asString, let draft = Dialect.olderDraft(around) {
      note(.unsupported, document, pointer, "`\(name)` is a meta-schema of \(draft), and only 2020-12 is read")
      return nil
    }
    guard let map = metaSchema["$vocabulary"]?.asMap else {
      return Dialect(metaSchema: name, vocabularies: .standard)
    }
    var vocabularies: Vocabularies = .core
    for entry in map.entries {
      guard let uri = entry.key.asString else { continue }
      if let known = Vocabularies(uri: uri) {
        vocabularies.formUnion(known)
      } else if case .bool(true) = entry.value {
        note(.unsupported, document, pointer, "`\(name)` requires the vocabulary `\(uri)`, which is not known here")
      }
    }
    return Dialect(metaSchema: name, vocabularies: vocabularies)
  }
}
