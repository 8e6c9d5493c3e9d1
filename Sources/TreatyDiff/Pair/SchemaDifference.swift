import FoundationEssentials
import TreatyPlan

/// Something that the JSON Schemas of a type say otherwise, besides what its fields say.
struct SchemaDifference {
  /// What has become of it, as a person says it.
  let what: String
  let before, after: String?

  /// Words that fields of a plan's types say as well.
  private static let fieldWords: Set<String> = [
    "type", "required", "enum", "const", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum",
    "pattern", "properties", "additionalProperties", "format", "$ref", "items",
  ]
  /// Words for readers, whose values are texts.
  private static let readersWords: Set<String> = ["title", "description", "$comment", "$id", "$schema"]

  /// What is another; nothing where that is order, white space and words for readers alone. Where the fields of the types are others as
  /// well, what they say is left to those who compare them.
  static func all(_ old: PlannedType, _ new: PlannedType, _ meaning: Meaning) -> [SchemaDifference] {
    switch (old.schema, new.schema) {
    case (nil, nil): []
    case (nil, let schema?): [SchemaDifference(what: "what fields do not", before: nil, after: schema.words)]
    case (let schema?, nil): [SchemaDifference(what: "no more than fields do", before: schema.words, after: nil)]
    case (let before?, let after?):
      ContentDifference.all(before.demands, after.demands, meaning).filter { difference in
        old.fields == new.fields || difference.path.allSatisfy { !fieldWords.contains($0) }
      }.map { SchemaDifference(what: "\($0.kind) `\($0.name)`", before: $0.before, after: $0.after) }
    }
  }

  /// A schema without what is for readers.
  fileprivate static func demands(_ schema: PlannedContent) -> PlannedContent {
    switch schema {
    case .scalar: schema
    case .list(let elements): .list(elements.map(demands))
    case .object(let fields):
      .object(
        fields.filter { name, value in !readersWords.contains(name) || value.text == nil }.mapValues(demands))
    }
  }
}

extension PlannedSchema {
  /// As a person finds it.
  fileprivate var words: String { pointer.isEmpty ? "the whole document" : "the document at \(pointer)" }

  /// What it demands, with what it can refer to; a document that is no JSON demands its text.
  fileprivate var demands: PlannedContent {
    // `try?`: as said.
    let document = try? JSONDecoder().decode(PlannedContent.self, from: Data(self.document.utf8))
    let demands = document.map(SchemaDifference.demands) ?? .scalar(.string(self.document))
    return pointer.isEmpty ? demands : .object(["at": .scalar(.string(pointer)), "document": demands])
  }
}
