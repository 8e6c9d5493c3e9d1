import TreatyDiagnostics

extension Pages {
  /// 00xx: what YAML has, and specs may not.
  static let yamlRefused: [CodePage] = [
    CodePage(
      code: .anchor, name: "anchor", severity: .error, title: "An anchor",
      summary: "A value has an anchor (`&name`), by which other places could repeat it.",
      why: """
        What is meant by a value would depend on where else it is used. The language has names for what is used more than once, and those \
        are checked, shown in the plan and found by whoever searches.
        """,
      mend: "Leave the anchor out. What is used more than once becomes a policy, a table, a model or an account.",
      bad: """
        policies:
          retry:
            brisk: &brisk {deadline: 10m}
        """,
      good: """
        policies:
          retry:
            brisk: {deadline: 10m}
        """,
      related: [.alias, .mergeKey]),
    CodePage(
      code: .alias, name: "alias", severity: .error, title: "An alias",
      summary: "A place repeats a value by an alias (`*name`).",
      why: "A few bytes of aliases can stand for gigabytes, and a reader has to search for what they mean.",
      mend: "Write the value out, or give it a name of the language: a policy, a table, a model, an account.",
      bad: """
        policies:
          retry:
            brisk: &brisk {deadline: 10m}
            nightly: *brisk
        """,
      good: """
        policies:
          retry:
            brisk: {deadline: 10m}
            nightly: {deadline: 10m}
        """,
      related: [.anchor, .mergeKey]),
    CodePage(
      code: .tag, name: "tag", severity: .error, title: "A tag",
      summary: "A value has a tag, such as `!!str` or `!secret`.",
      why: """
        Tags say how a program is to take a value. Treaty knows that from the place in which the value stands, and tags of other programs \
        (`!vault`, `!Ref`, `!secret`) mean nothing to it.
        """,
      mend:
        "Leave it out; quotes make a text of what looks like a number. A secret is named: `${ secrets.desk-token }`.",
      bad: """
        teams:
          planners: {about: !!str 24 hours a day}
        """,
      good: """
        teams:
          planners: {about: "24 hours a day"}
        """,
      related: [.secretOutOfPlace]),
    CodePage(
      code: .severalDocuments, name: "several-documents", severity: .error, title: "A second document in a file",
      summary: "A file goes on with another document after `---`.",
      why: "A spec is one mapping from sections to declarations. What stands in a second document would be overlooked.",
      mend:
        "Put the second document into a file of its own, or its sections into the first. No name of a file has a meaning.",
      bad: """
        teams:
          planners: {about: Plan who goes where}
        ---
        calendars:
          lunch: {weekly: [mon-fri 12:00-13:00]}
        """,
      good: """
        teams:
          planners: {about: Plan who goes where}
        calendars:
          lunch: {weekly: [mon-fri 12:00-13:00]}
        """,
      related: [.duplicateKey]),
    CodePage(
      code: .duplicateKey, name: "duplicate-key", severity: .error, title: "One key twice",
      summary: "A mapping has the same key a second time.",
      why: "Of two values for one key nobody knows which is meant. Most programs take the last without a word.",
      mend: "Keep one of them. Two sections of one name in a file become one with the declarations of both.",
      bad: """
        teams:
          planners: {about: Plan who goes where}
        teams:
          drivers: {about: Go there}
        """,
      good: """
        teams:
          planners: {about: Plan who goes where}
          drivers: {about: Go there}
        """,
      related: [.duplicateName]),
    CodePage(
      code: .keyNotText, name: "key-not-text", severity: .error, title: "A key that is no text",
      summary: "A key is a list or a mapping.",
      why: """
        Keys are names. A list or mapping as a key is mostly a value that begins with `{` or `[` and lacks its quotes, such as an expression \
        or a template of another program (`{{ item.id }}`).
        """,
      mend: "Put the value in quotes, or write the key as a text.",
      bad: """
        teams:
          planners: {about: {{ team.about }}}
        """,
      good: """
        teams:
          planners: {about: Plan who goes where}
        """,
      related: [.invalidYAML]),
    CodePage(
      code: .mergeKey, name: "merge-key", severity: .error, title: "A merge key",
      summary: "A mapping takes another one in by `<<`.",
      why: "What a declaration says would stand in two places, and which of them counts would depend on their order.",
      mend:
        "Write the fields out. What several declarations have in common has a name: a policy, a model, a connector.",
      bad: """
        contracts:
          van-support:
            <<: {hours: office-hours}
            vendor: Van House
        """,
      good: """
        contracts:
          van-support:
            hours: office-hours
            vendor: Van House
        """,
      related: [.anchor, .alias]),
  ]
}
