/// The vocabularies of draft 2020-12 that a schema uses.
struct Vocabularies: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let core = Vocabularies(rawValue: 1)
  static let applicator = Vocabularies(rawValue: 2)
  static let unevaluated = Vocabularies(rawValue: 4)
  static let validation = Vocabularies(rawValue: 8)
  static let metaData = Vocabularies(rawValue: 16)
  static let formatAnnotation = Vocabularies(rawValue: 32)
  static let formatAssertion = Vocabularies(rawValue: 64)
  static let content = Vocabularies(rawValue: 128)

  /// Those of the meta-schema `https://json-schema.org/draft/2020-12/schema`.
  static let standard: Vocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]
}

extension Vocabularies {
  /// The vocabulary of a URI; `nil` for one that is not known.
  init?(uri: String) {
    let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    guard uri.hasPrefix(prefix) else { return nil }
    switch uri.dropFirst(prefix.count) {
    case "core": self = .core
    case "applicator": self = .applicator
    case "unevaluated": self = .unevaluated
    case "validation": self = .validation
    case "meta-data": self = .metaData
    case "format-annotation": self = .formatAnnotation
    case "format-assertion": self = .formatAssertion
    case "content": self = .content
    default: return nil
    }
  }
}

/// What a schema's `$schema` says: by which meta-schema it is to be read.
struct Dialect: Hashable, Sendable {
  /// URI of the meta-schema.
  var metaSchema: String
  var vocabularies: Vocabularies

  /// Draft 2020-12 as it is, which is also what a document without `$schema` is read as.
  static let standard = Dialect(metaSchema: MetaSchema.uri, vocabularies: .standard)

  /// Older drafts by the URI of their meta-schema, without scheme, `www.` and an empty fragment.
  private static let older: [String: String] = [
    "json-schema.org/draft/2019-09/schema": "draft 2019-09", "json-schema.org/draft-07/schema": "draft-07",
    "json-schema.org/draft-06/schema": "draft-06", "json-schema.org/draft-05/schema": "draft-05",
    "json-schema.org/draft-04/schema": "draft-04", "json-schema.org/draft-03/schema": "draft-03",
    "json-schema.org/schema": "whichever draft was the latest",
  ]

  /// The name of the older draft whose meta-schema this is.
  static func olderDraft(_ uri: String) -> String? {
    let bare = uri.hasSuffix("#") ? uri.dropLast() : uri[...]
    for scheme in ["http://", "https://"] where bare.hasPrefix(scheme) {
      return older[String(bare.dropFirst(scheme.count))]
    }
    return nil
  }

  /// What to do about an older draft.
  static let howToConvert =
    "say `https://json-schema.org/draft/2020-12/schema` and write `$defs` for `definitions`, `prefixItems` for a list in `items`, "
    + "`items` for `additionalItems`, `dependentRequired` or `dependentSchemas` for `dependencies`, and `$id` for `id`"
}
