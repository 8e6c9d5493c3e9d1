import TreatyDiagnostics

extension Pages {
  /// 03xx: types of values in their places.
  static let types: [CodePage] = [
    CodePage(
      code: .typeMismatch, name: "type-mismatch", severity: .error, title: "A value of another type than its place",
      summary: "An expression or constant gives a value of one type where another is wanted.",
      why: "The system would refuse it or take it for something else, and that would show only with the first record.",
      mend: """
        - Convert it: `string(item.count)`, `timestamp(item.at)`.
        - Of what may be missing, say what is taken then: `item.?text.orValue('')`.
        - A text becomes one of an enumeration's values by a table.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.count }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ string(item.count) }"}}]
        """,
      related: [.noOverload, .notInEnum]),
    CodePage(
      code: .notInEnum, name: "not-in-enum", severity: .error, title: "A value that a field cannot have",
      summary: "A constant is compared with, or written to, a field whose values are listed, and is none of them.",
      why: "A comparison would never hold, and a system would refuse what is written.",
      mend: "Take one of the values that are listed. Where the system knows more of them, add them in the connector.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'critical'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.typeMismatch, .tableNotTotal]),
    CodePage(
      code: .missingField, name: "missing-field", severity: .error, title: "A record without a field that it needs",
      summary: "A record is made, or an operation called, without a field that must be there.",
      why: "The system would refuse each one of them.",
      mend:
        "Write the field; where it is needed only to make a record, under `create.fields`. A `?` behind its type lets it be missing.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {note: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - to: help.ticket
                do: upsert
                fields: {note: "${ item.host }"}
                create: {fields: {title: "Alarm ${ item.id }"}}
        """,
      related: [.unknownField]),
    CodePage(
      code: .unknownType, name: "unknown-type", severity: .error, title: "A type that does not exist",
      summary: "A field has a type that is neither one of the language nor a model, a record or a field of one.",
      why: "Nothing could be said about what the field holds.",
      mend: """
        Types are `string`, `int`, `number`, `bool`, `timestamp`, `duration`, `url`, `email`, `bytes`, `json` and `any`; `[string]` is a \
        list, `{string: int}` a map; a `?` behind one lets it be missing. `incident.state` is the type of that field.
        """,
      bad: """
        models:
          van: {fields: {plate: string, seats: short}}
        """,
      good: """
        models:
          van: {fields: {plate: string, seats: int}}
        """,
      related: [.unknownName]),
    CodePage(
      code: .constantOutOfBounds, name: "constant-out-of-bounds", severity: .error,
      title: "A constant beyond its field's bounds",
      summary: "A constant is longer, shorter, greater or less than its field takes.",
      why: "The system would refuse it, or cut it off in silence.",
      mend:
        "Shorten it, or correct the bounds where they are declared. What an expression gives is cut by `.truncate(40)`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.ticket, do: upsert, fields: {title: "An alarm came in from one of our many hosts"}}
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver:
              - {to: help.ticket, do: upsert, fields: {title: "An alarm from one of our hosts"}}
        """,
      related: [.invalidValue]),
  ]
}
