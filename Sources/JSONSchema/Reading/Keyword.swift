import CEL

/// The keywords of draft 2020-12, and those older ones that its meta-schema still describes.
enum Keyword: String, CaseIterable, Sendable {
  case id = "$id"
  case schema = "$schema"
  case ref = "$ref"
  case anchor = "$anchor"
  case dynamicRef = "$dynamicRef"
  case dynamicAnchor = "$dynamicAnchor"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"

  case allOf, anyOf, oneOf, not
  case ifSchema = "if"
  case thenSchema = "then"
  case elseSchema = "else"
  case dependentSchemas, prefixItems, items, contains, properties, patternProperties, additionalProperties
  case propertyNames

  case unevaluatedItems, unevaluatedProperties

  case type, enumeration = "enum", constant = "const"
  case multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
  case maxLength, minLength, pattern
  case maxItems, minItems, uniqueItems, maxContains, minContains
  case maxProperties, minProperties, required, dependentRequired

  case title, description, defaultValue = "default", deprecated, readOnly, writeOnly, examples
  case format
  case contentEncoding, contentMediaType, contentSchema

  case definitions, dependencies
  case recursiveAnchor = "$recursiveAnchor"
  case recursiveRef = "$recursiveRef"

  private static let byName: [Text: Keyword] = Dictionary(
    uniqueKeysWithValues: allCases.map { (Text($0.rawValue), $0) })

  /// The keyword of a name.
  init?(_ name: Text) {
    guard let keyword = Keyword.byName[name] else { return nil }
    self = keyword
  }

  /// What a keyword's value has schemas in.
  enum Holding {
    case none
    /// It is one.
    case schema
    /// It is a list of them.
    case list
    /// It is an object of them, by name.
    case map
  }

  /// Where in the value schemas stand.
  var holding: Holding {
    switch self {
    case .not, .ifSchema, .thenSchema, .elseSchema, .items, .contains, .additionalProperties, .propertyNames,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .schema
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .defs, .definitions, .dependentSchemas, .properties, .patternProperties, .dependencies: .map
    default: .none
    }
  }

  /// The vocabulary that it belongs to.
  var vocabularies: Vocabularies {
    switch self {
    case .id, .schema, .ref, .anchor, .dynamicRef, .dynamicAnchor, .vocabulary, .comment, .defs, .recursiveAnchor,
      .recursiveRef, .definitions:
      .core
    case .allOf, .anyOf, .oneOf, .not, .ifSchema, .thenSchema, .elseSchema, .dependentSchemas, .prefixItems, .items,
      .contains, .properties, .patternProperties, .additionalProperties, .propertyNames, .dependencies:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .type, .enumeration, .constant, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum,
      .maxLength, .minLength, .pattern, .maxItems, .minItems, .uniqueItems, .maxContains, .minContains, .maxProperties,
      .minProperties, .required, .dependentRequired:
      .validation
    case .title, .description, .defaultValue, .deprecated, .readOnly, .writeOnly, .examples: .metaData
    case .format: [.formatAnnotation, .formatAssertion]
    case .contentEncoding, .contentMediaType, .contentSchema: .content
    }
  }
}
