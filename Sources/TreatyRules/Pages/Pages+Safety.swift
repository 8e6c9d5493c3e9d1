import TreatyDiagnostics

extension Pages {
  /// 04xx: what happens after a timeout or a crash.
  static let safety: [CodePage] = [
    CodePage(
      code: .reservedField, name: "reserved-field", severity: .error, title: "A field that holds the mark",
      summary: "A delivery writes to the field by which its record is found again.",
      why: """
        Treaty writes a mark with each record that it makes. When an answer is lost, it searches for the mark to learn whether the record is \
        there. Overwritten, the record would not be found, and would be made a second time.
        """,
      mend: "Write to another field, or let the connector keep the mark elsewhere, such as in a field of its own.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", mark: "${ item.id }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", note: "${ item.id }"}}]
        """,
      related: [.retriedUnsafeCreate, .unsettledMark]),
    CodePage(
      code: .unsettledMark, name: "unsettled-mark", severity: .error, title: "A mark that nobody can search for",
      summary: "A record is made with a mark, and its connector does not say how one is found by it.",
      why: "A mark is of use only if it can be searched for after an answer was lost.",
      mend: "Declare `find`, with `${ mark }` in its request, or take another `safety`.",
      bad: """
        connectors:
          archive:
            records:
              box:
                id: id
                schema: {id: string, label: string}
                create: {POST: /boxes, json: "${ input }", gives: {id: body.id}, safety: {mark: {label: "${ mark }"}}}
        """,
      good: """
        connectors:
          archive:
            records:
              box:
                id: id
                schema: {id: string, label: string}
                find: {GET: /boxes, query: {label: "${ mark }"}, items: body}
                create: {POST: /boxes, json: "${ input }", gives: {id: body.id}, safety: {mark: {label: "${ mark }"}}}
        """,
      related: [.retriedUnsafeCreate, .reservedField]),
  ]
}
