import TreatyDiagnostics

extension Pages {
  /// 03xx: tables, and what syncs need of them and of their rules.
  static let tables: [CodePage] = [
    CodePage(
      code: .tableNotTotal, name: "table-not-total", severity: .error, title: "A table that lacks a row",
      summary: "A table from an enumeration has no row for one of its values, and no `else`.",
      why: "The first record with that value would fail, perhaps months from now.",
      mend: "Add the row, or say under `else` what all others become.",
      bad: """
        tables:
          urgency: {from: incident.severity, to: int, rows: {critical: 1, high: 2, low: 4}}
        """,
      good: """
        tables:
          urgency: {from: incident.severity, to: int, rows: {critical: 1, high: 2, medium: 3, low: 4}}
        """,
      related: [.notInEnum, .irreversibleTable]),
    CodePage(
      code: .duplicateRow, name: "duplicate-row", severity: .error, title: "Two rows for one key",
      summary: "Two rows of a table have keys that are the same once they are read as the table says.",
      why:
        "`01` and `1` are one number, and with `normalise: [lower]` `High` is `high`. Which of two rows counts would be chance.",
      mend: "Keep one of them.",
      bad: """
        tables:
          urgency: {normalise: [trim, lower], rows: {high: P1, High: P2, low: P3}}
        """,
      good: """
        tables:
          urgency: {normalise: [trim, lower], rows: {high: P1, low: P3}}
        """,
      related: [.duplicateKey]),
    CodePage(
      code: .irreversibleTable, name: "irreversible-table", severity: .error, title: "A table that does not lead back",
      summary: "A sync uses a table in which two keys have one value, or that says `one-way`.",
      why: """
        A sync reads a table in both directions. On the way back nobody could say which of the keys is meant, so a value that nobody changed \
        would come back as another.
        """,
      mend:
        "Say which key a value stands for on the way back, `back: {value: key}`, or use a table that has each value once.",
      bad: """
        tables:
          crew-state: {from: incident.state, to: crew.job.status, rows: {new: planned, in-progress: under-way, on-hold: planned, resolved: over, closed: over}}
        syncs:
          incidents:
            model: incident
            sides:
              desk: {record: help.ticket, fields: {key: {read: "${ item.id }"}}}
              crew: {record: vans.job, fields: {key: what, state: {field: status, table: crew-state}}}
            rules: {key: {owner: desk}}
            create: [desk -> crew]
            pull: every 5m
        """,
      good: """
        tables:
          crew-state:
            from: incident.state
            to: crew.job.status
            rows: {new: planned, in-progress: under-way, on-hold: planned, resolved: over, closed: over}
            back: {planned: new, over: resolved}
        syncs:
          incidents:
            model: incident
            sides:
              desk: {record: help.ticket, fields: {key: {read: "${ item.id }"}}}
              crew: {record: vans.job, fields: {key: what, state: {field: status, table: crew-state}}}
            rules: {key: {owner: desk}}
            create: [desk -> crew]
            pull: every 5m
        """,
      related: [.tableNotTotal, .missingRule]),
    CodePage(
      code: .missingRule, name: "missing-rule", severity: .error, title: "A field about which nobody decides",
      summary: "Both sides of a sync have a field, and no rule says which of them counts.",
      why: """
        Sooner or later both sides change it between two comparisons. One of the two changes must then give way, and only the people whose data it \
        is can say which.
        """,
      mend: "Add a rule for each: `owner: side`, `latest`, `priority`, `merge` for lists, or `ask: team`.",
      bad: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value }"}}}}
              crew: {record: vans.job, fields: {what: what}}
            create: [desk -> crew]
            pull: every 5m
        """,
      good: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value }"}}}}
              crew: {record: vans.job, fields: {what: what}}
            rules: {what: {owner: desk}}
            create: [desk -> crew]
            pull: every 5m
        """,
      related: [.irreversibleTable]),
  ]
}
