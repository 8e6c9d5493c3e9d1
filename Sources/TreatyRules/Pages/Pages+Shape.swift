import TreatyDiagnostics

extension Pages {
  /// 01xx: shape of declarations.
  static let shape: [CodePage] = [
    CodePage(
      code: .unknownKey, name: "unknown-key", severity: .error, title: "A key that the language does not have",
      summary: "A declaration has a key that such declarations do not have.",
      why: "A key that is misspelt would say nothing, and nobody would notice that what it says does not hold.",
      mend: """
        Take the name that is offered, or one of those that are listed. A key may also stand one level too deep or too high: look at what it is \
        indented under. `treaty schema` gives editors the keys, so that they complete them.
        """,
      bad: """
        teams:
          planners: {contact: {mail: planners@example.org}}
        """,
      good: """
        teams:
          planners: {contacts: {mail: planners@example.org}}
        """,
      related: [.missingKey, .wrongType]),
    CodePage(
      code: .missingKey, name: "missing-key", severity: .error, title: "A key that is missing",
      summary: "A declaration lacks a key without which it says nothing, or which another of its keys needs.",
      why: "There is no value that would be right for everybody, so none is taken.",
      mend: "Add the key. The finding says what it means, and shows how it is written.",
      bad: """
        contracts:
          van-support: {hours: office-hours}
        """,
      good: """
        contracts:
          van-support: {vendor: Van House, hours: office-hours}
        """,
      related: [.unknownKey, .conflictingKeys]),
    CodePage(
      code: .wrongType, name: "wrong-type", severity: .error, title: "A value of the wrong kind",
      summary: "A text stands where a mapping must, a list where a text must, or the like.",
      why: "What is meant could only be guessed.",
      mend: """
        - Where a mapping is expected, write its keys below, or as `{key: value}`.
        - A text that YAML takes for something else needs quotes: `"{ … }"`, `"yes: no"`.
        - Truth values are `true` and `false`; `yes`, `no`, `on` and `off` are texts.
        """,
      bad: """
        teams:
          planners: Plan who goes where
        """,
      good: """
        teams:
          planners: {about: Plan who goes where}
        """,
      related: [.invalidValue, .typeMismatch]),
    CodePage(
      code: .invalidValue, name: "invalid-value", severity: .error, title: "A value that means nothing here",
      summary:
        "A value is not one of the words, lies out of bounds, or is not written as durations, dates, schedules and the like are.",
      why: "Taken as something near to it, it would say what nobody wrote.",
      mend: "Write one of the words, a value within the bounds, or one in the form that the finding shows.",
      bad: """
        policies:
          retry:
            brisk: {deadline: 10 minutes}
        """,
      good: """
        policies:
          retry:
            brisk: {deadline: 10m}
        """,
      related: [.wrongType, .constantOutOfBounds]),
    CodePage(
      code: .duplicateName, name: "duplicate-name", severity: .error, title: "One name for two things",
      summary:
        "Two declarations of one section have the same name, in one package or in two that are seen by their names alone.",
      why: """
        All files of a package share their names, and a name must stand for one thing. Of two packages of one name what they declare would be the \
        same in the plan.
        """,
      mend:
        "Give one of them another name. A package that is used can be seen under an alias: `{package: ../shared, as: shared}`.",
      bad: """
        teams:
          front-desk: {about: Another one}
        """,
      good: """
        teams:
          back-office: {about: Another one}
        """,
      related: [.duplicateKey, .unknownName]),
    CodePage(
      code: .invalidName, name: "invalid-name", severity: .error, title: "A name in another style",
      summary: "A declaration has a name that is not in kebab-case.",
      why: """
        Names stand in expressions, in paths, in metrics and in the names of environment variables. Lower-case letters, digits and single \
        hyphens mean the same in all of them, and nobody has to remember which letter was a capital one.
        """,
      mend: "Write it in lower-case words joined by hyphens, a letter first, here and where it is referred to.",
      bad: """
        teams:
          Field_Service: {about: Goes out}
        """,
      good: """
        teams:
          field-service: {about: Goes out}
        """,
      related: [.unknownName]),
    CodePage(
      code: .keyOrder, name: "key-order", severity: .error, title: "Keys in another order than the work",
      summary: "Keys of a flow do not stand in the order in which the work is done.",
      why: """
        A flow is read from above to below. A condition that stands under the deliveries would be read as one that holds after them, and it is \
        looked at before.
        """,
      mend:
        "Move the key up: `on`, `validate`, `each`, `where`, `lookup`, `identify`, `correlate`, `map`, `deliver`, `answer`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            where: item.level == 'high'
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """),
    CodePage(
      code: .expressionAsTemplate, name: "expression-as-template", severity: .error,
      title: "Braces around an expression that stands by itself",
      summary: "A key that takes an expression has one in `${ … }`.",
      why: """
        `${ … }` marks an expression inside of a text. Where the whole value is an expression, as under `where`, `identify` or `check`, \
        there is no text around it.
        """,
      mend: "Write only what stands between `${` and `}`. `treaty check --fix` does that.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: ${ item.id }
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.expressionSyntax]),
    CodePage(
      code: .conflictingKeys, name: "conflicting-keys", severity: .error, title: "Keys that do not go together",
      summary: "A declaration has two keys of which only one may stand, or one that means nothing without another.",
      why: "Which of the two counts, or what the one by itself does, could only be guessed.",
      mend: "Keep one of them, or add the one that is missing. The finding names them.",
      bad: """
        policies:
          escalation:
            at-night: {steps: [{call: night-watch, contract: desk-support}]}
        """,
      good: """
        policies:
          escalation:
            at-night: {steps: [{call: night-watch}, {after: 30m, contract: desk-support}]}
        """,
      related: [.missingKey]),
    CodePage(
      code: .deprecatedKey, name: "deprecated-key", severity: .warning, title: "A key that is on its way out",
      summary:
        "A declaration has a key that a later edition of the language will no longer have. No key of edition 1 is one.",
      why: "It still works in this edition, and has to be rewritten before the package can go on to the next.",
      mend: "Write what the finding names instead; it means the same.",
      related: [.unknownKey], canBeAllowed: true),
  ]
}
