import TreatyDiagnostics

extension Pages {
  /// 03xx: expressions by themselves.
  static let expressions: [CodePage] = [
    CodePage(
      code: .expressionSyntax, name: "expression-syntax", severity: .error, title: "A text that is no expression",
      summary:
        "An expression cannot be read, or has a constant in it that means nothing, such as a zone that does not exist.",
      why: "It would fail each time, for every record.",
      mend: """
        Mend it where it is underlined. Expressions are CEL: `==` compares, `&&`, `||` and `!` join conditions, texts stand in single or \
        double quotes, and `a ? b : c` chooses. A `${` in a text needs its `}`; `$${` stands for the characters themselves.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level = 'high'
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
      related: [.undeclaredName, .noOverload, .expressionAsTemplate]),
    CodePage(
      code: .undeclaredName, name: "undeclared-name", severity: .error, title: "A name that an expression cannot see",
      summary: "An expression uses a name or function that there is not where it stands.",
      why: "Each place has its own names: a gate has no `event`, an address of a system has no `item`.",
      mend: """
        Take one of the names that are in scope; the finding lists them. A word that is meant as a text needs quotes: `'high'`. \
        Functions have a page of their own, `docs/cel.md`.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == high
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
      related: [.unknownField, .secretOutOfPlace, .unknownName]),
    CodePage(
      code: .unknownField, name: "unknown-field", severity: .error, title: "A field that a record does not have",
      summary:
        "A field is read or written that its record does not declare, or an input, secret or table that nobody declares.",
      why: """
        What is read would always be missing, and what is written would be refused or dropped by the system. More fields may come than are \
        declared, but a slip in a name could not be told from one of those.
        """,
      mend: "Take the name that is offered, or declare the field in the model or connector.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.hostname }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.undeclaredName, .missingField]),
    CodePage(
      code: .noOverload, name: "no-overload", severity: .error, title: "A function or operator that does not take this",
      summary: "A function or operator is given values of types that it does not take.",
      why: "It would fail for every record. Numbers and texts are never made of each other in silence.",
      mend: "Convert one of them: `string(item.count)`, `int(item.number)`, `double(item.count)`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id + item.count
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id + string(item.count)
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.typeMismatch]),
    CodePage(
      code: .expressionLimit, name: "expression-limit", severity: .error,
      title: "An expression without an end in sight",
      summary:
        "An expression is longer or nested deeper than it may be, or may take more steps than one evaluation may.",
      why: "It would hold up everything else, or be stopped for some records and not for others.",
      mend: """
        Go over fewer elements, or take it apart: `each` for lists, `map` for what is worked out once, a table for long chains of \
        conditions.
        """,
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: lists.range(100000000).exists(n, n == item.count)
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.count >= 0 && item.count < 100000000
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.tooDeep]),
    CodePage(
      code: .badPattern, name: "bad-pattern", severity: .error, title: "A pattern that is none",
      summary: "A regular expression cannot be read by RE2.",
      why: """
        Patterns are RE2: they take no longer than the text is long. Look-ahead, look-behind and back references, which others have, \
        could take for ever and are not there.
        """,
      mend: "Close brackets, and write a bracket, dot or plus that stands for itself as `[(]`, `[.]`, `[+]`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.host.matches('^(db')
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.host.matches('^db')
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.expressionSyntax]),
    CodePage(
      code: .evaluationFailed, name: "evaluation-failed", severity: .error, title: "An expression that failed",
      summary: "An expression that `treaty eval` was given failed on a value.",
      why: "While running, a record for which an expression fails is parked for a person, with the same words.",
      mend: """
        Ask first with `has(…)`, or read what may be missing as an optional: `item.?owner.orValue('nobody')`, `list[?0]`, `map[?'key']`.
        """,
      related: [.valueRefused, .typeMismatch]),
    CodePage(
      code: .valueRefused, name: "value-refused", severity: .error, title: "A value that is not of its type",
      summary: "A value that `treaty eval` was given does not have the type that `--schema` says.",
      why: "While running, a message that is not as its event declares is refused before any expression sees it.",
      mend: "Correct the value, or the declaration if systems send what it does not say.",
      related: [.evaluationFailed, .invalidJSON]),
  ]
}
