import TreatyDiagnostics

extension Pages {
  /// 03xx: JSON Schemas that stand for a record's fields. The examples name `part.schema.json` of the base package.
  static let schemas: [CodePage] = [
    CodePage(
      code: .invalidSchema, name: "invalid-schema", severity: .error, title: "A JSON Schema that is none",
      summary:
        "A file that stands for a record's fields is not what JSON Schema of draft 2020-12 asks for, or says no fields.",
      why: """
        A keyword with a value that it cannot have does nothing, and whoever wrote it believes that it does. A record without fields that are \
        known is one of which no expression can read anything.
        """,
      mend: """
        - Correct what is underlined in the file; the message says what may stand there.
        - A record's schema has `"type": "object"` and `properties`. One that stands inside of the file is named with `at`.
        """,
      bad: """
        connectors:
          store:
            events:
              # What stands there is a text.
              counted: {schema: {json-schema: part.schema.json, at: /$defs/name}}
        """,
      good: """
        connectors:
          store:
            events:
              counted: {schema: {json-schema: part.schema.json, at: /$defs/move}}
        """,
      related: [.unsupportedSchema, .unresolvedSchemaReference, .unknownType]),
    CodePage(
      code: .unsupportedSchema, name: "unsupported-schema", severity: .error,
      title: "A JSON Schema of another kind",
      summary: "A schema has a keyword that draft 2020-12 does not have, or is of an older draft.",
      why: """
        To a reader of draft 2020-12 such a keyword is a note, and checks nothing: what was meant to be refused would come in. All keywords of the \
        draft are read. Some of them say nothing about values: `title`, `description`, `default`, `examples`, `deprecated`, `readOnly`, \
        `writeOnly`, `contentEncoding`, `contentMediaType` and `contentSchema`.
        """,
      mend: """
        - Write what the message says: `items` for `additionalItems`, `null` in `type` for `nullable`, `$defs` for `definitions`.
        - Put `x-` before a note of your own.
        """,
      related: [.invalidSchema, .badPattern]),
    CodePage(
      code: .unresolvedSchemaReference, name: "unresolved-schema-reference", severity: .error,
      title: "A JSON Schema that refers to what is not there",
      summary: "A `$ref` in a JSON Schema, or the `at` that says where in the file the schema stands, leads nowhere.",
      why: "What it stands for would be unknown. Nothing is fetched: a plan says the same tomorrow and elsewhere.",
      mend:
        "Take the name that is offered, or copy what is meant into the `$defs` of the file, and refer to it as `#/$defs/name`.",
      bad: """
        connectors:
          store:
            events:
              moved: {schema: {json-schema: part.schema.json, at: /$defs/moves}}
        """,
      good: """
        connectors:
          store:
            events:
              moved: {schema: {json-schema: part.schema.json, at: /$defs/move}}
        """,
      related: [.documentOutsidePackage, .invalidSchema]),
  ]
}
