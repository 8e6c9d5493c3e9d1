import FoundationEssentials
import TreatyPlan

/// The JSON Schema (draft 2020-12) of ``ChangeDocument``, for programs that read it. It lets other fields pass: later versions of Treaty add some.
public enum ChangeSchema {
  /// The schema, as JSON with a line's end.
  public static var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Strings, lists and mappings: nothing in it cannot be written.
    guard let bytes = try? encoder.encode(schema) else { return "" }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// A field of an object.
  private struct Field {
    let name, about: String
    let type: PlannedContent
    var isOptional = false

    init(_ name: String, _ type: PlannedContent, _ about: String) {
      (self.name, self.type, self.about) = (name, type, about)
    }

    var optional: Field {
      var field = self
      field.isOptional = true
      return field
    }
  }

  private static var schema: PlannedContent {
    guard
      case .object(var root) = object(
        "What a change from one plan to another means: `treaty diff --format json`.", document)
    else { return .object([:]) }
    root["$schema"] = text("https://json-schema.org/draft/2020-12/schema")
    root["$id"] = text("urn:treaty:diff:1")
    root["title"] = text("Changes between two plans")
    root["$defs"] = .object([
      "side": object(
        "A plan.",
        [
          Field("package", string, "Name of its package."),
          Field("version", string, "Its version, a semantic version."),
        ]),
      "change": object("A change.", change),
      "place": object(
        "Where something was written.",
        [
          Field("file", string, "Path, relative to the package."), Field("line", whole, "From 1."),
          Field("column", whole, "In Unicode scalars, from 1."),
        ]),
      "approval": object(
        "That somebody has agreed.",
        [
          Field("change", string, "Fingerprint of the change."),
          Field("version", string, "The version that it is for."),
          Field("reason", string, "Why it is right."), Field("by", string, "Who says so.").optional,
          Field("message", string, "What is different."),
        ]),
      "counterexample": object(
        "An input for which a change makes a difference.",
        [
          Field("input", .object([:]), "The input, by names: `{\"item\": {\"count\": 4}}`."),
          Field("missing", list(string), "Fields that must not be there.").optional,
          Field("before", reference("outcome"), "What came of it."),
          Field("after", reference("outcome"), "What comes of it now."),
        ]),
      "outcome": object(
        "What comes of an input; neither where an optional is empty.",
        [
          Field("value", .object([:]), "The value.").optional, Field("failure", string, "Why there is none.").optional,
        ]),
      "share": object(
        "How many samples come out differently at a place.",
        [
          Field("different", whole, "So many of them."), Field("total", whole, "Samples of the flow."),
        ]),
      "samples": object("What samples showed.", samples),
      "kind": object(
        "Samples that come out differently in the same way.",
        [
          Field("subject", words(SampleReport.Subject.allCases.map(\.rawValue)), "What is different."),
          Field("flow", string, "The flow."), Field("target", string, "What is delivered to.").optional,
          Field("field", string, "The field there.").optional,
          Field("message", string, "What is different, in a sentence."),
          Field("samples", whole, "How many."), Field("example", reference("example"), "The smallest of them."),
        ]),
      "example": object(
        "A sample, and what comes of it.",
        [
          Field("sample", string, "Where it lies."), Field("bytes", whole, "How many bytes its body has."),
          Field("input", string, "The item or the body; cut where it is long."),
          Field("before", string, "What came of it.").optional,
          Field("after", string, "What comes of it now.").optional,
        ]),
      "unread": object(
        "Something that is no sample.",
        [
          Field("place", string, "File, and line."), Field("reason", string, "Why."),
        ]),
    ])
    return .object(root)
  }

  private static var document: [Field] {
    [
      Field(
        "version", .object(["const": .scalar(.int(1))]),
        "Version of this form. Within one fields are added, and none is taken away or means something else."),
      Field("old", reference("side"), "The plan before."), Field("new", reference("side"), "The plan after."),
      Field("bump", words(["major", "minor", "patch", "none"]), "Which part of the version must rise."),
      Field("isVersionEnough", flag, "Whether the version of the new side says enough."),
      Field(
        "counts", .object(["type": text("object"), "additionalProperties": whole]),
        "How many changes there are of each level."),
      Field("changes", list(reference("change")), "The changes, by subject, the worst first."),
      Field("samples", reference("samples"), "With `--samples`.").optional,
    ]
  }

  private static var change: [Field] {
    [
      Field("code", string, "Code of the kind of change, such as `TD0101`."), Field("name", string, "Its name."),
      Field("level", words(ChangeLevel.allCases.map(\.rawValue)), "How much it matters."),
      Field("concern", words(ChangeConcern.allCases.map(\.rawValue)), "Whom it concerns."),
      Field("touchesState", flag, "Whether it touches what a store holds already."),
      Field("subject", string, "What it is about."), Field("path", string, "The place within the declarations."),
      Field("message", string, "What is different."), Field("consequence", string, "What comes of it."),
      Field("advice", string, "What to do about it."), Field("before", string, "What stood there.").optional,
      Field("after", string, "What stands there now.").optional,
      Field("counterexamples", list(reference("counterexample")), "Inputs that show it.").optional,
      Field("owner", string, "Who has to act or agree.").optional,
      Field("fingerprint", string, "Names the change across runs: 16 hex digits."),
      Field("approval", reference("approval"), "Who has agreed to it.").optional,
      Field("oldPlace", reference("place"), "Where it was written.").optional,
      Field("newPlace", reference("place"), "Where it is written.").optional,
      Field("samples", reference("share"), "How many samples come out differently here.").optional,
    ]
  }

  private static var samples: [Field] {
    [
      Field("total", whole, "How many were run."), Field("different", whole, "How many of them come out differently."),
      Field("refused", whole, "How many neither plan takes."),
      Field("kinds", list(reference("kind")), "How, the most first."),
      Field("unread", list(reference("unread")), "What was left out."),
    ]
  }

  // MARK: Parts

  private static func text(_ text: String) -> PlannedContent { .scalar(.string(text)) }
  private static var string: PlannedContent { .object(["type": text("string")]) }
  private static var whole: PlannedContent { .object(["type": text("integer")]) }
  private static var flag: PlannedContent { .object(["type": text("boolean")]) }
  private static func list(_ element: PlannedContent) -> PlannedContent {
    .object(["type": text("array"), "items": element])
  }
  private static func words(_ words: [String]) -> PlannedContent { .object(["enum": .list(words.map(text))]) }
  private static func reference(_ name: String) -> PlannedContent { .object(["$ref": text("#/$defs/\(name)")]) }

  private static func object(_ about: String, _ fields: [Field]) -> PlannedContent {
    var properties: [String: PlannedContent] = [:]
    for field in fields {
      guard case .object(var type) = field.type else { continue }
      type["description"] = text(field.about)
      properties[field.name] = .object(type)
    }
    return .object([
      "type": text("object"), "description": text(about), "properties": .object(properties),
      "required": .list(fields.filter { !$0.isOptional }.map { text($0.name) }),
    ])
  }
}
