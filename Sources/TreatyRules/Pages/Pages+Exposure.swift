import TreatyDiagnostics

extension Pages {
  /// 05xx: access and exposure.
  static let exposure: [CodePage] = [
    CodePage(
      code: .secretOutOfPlace, name: "secret-out-of-place", severity: .error, title: "A secret outside of an account",
      summary: "An expression reads a secret somewhere else than in the `auth` of an account.",
      why: "It would end in records, logs or other systems, where people read it who should not.",
      mend:
        "Declare an account with this secret, and name the account where proof is needed: at a system, or under `on`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", note: "${ secrets.desk-token }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.literalCredential])
  ]
}
