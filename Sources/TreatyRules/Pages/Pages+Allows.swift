import TreatyDiagnostics

extension Pages {
  /// 09xx: suppression and baseline.
  static let allows: [CodePage] = [
    CodePage(
      code: .unusedAllow, name: "unused-allow", severity: .warning, title: "An allow without use",
      summary: "A comment allows a finding that is not there.",
      why: "It hides the next finding of its kind, in a place where nobody expects that.",
      mend: "Remove the comment, or the code in it. `treaty check --fix` does that.",
      bad: """
        # treaty: allow TR0502 — the archive stands in this room
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk}
        """,
      good: """
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk}
        """,
      related: [.expiredAllow, .staleBaseline]),
    CodePage(
      code: .expiredAllow, name: "expired-allow", severity: .warning, title: "An allow that has ended",
      summary: "The last day on which a comment allows a finding is over.",
      why: "What it allowed counts again. Somebody wanted it to be looked at again on that day.",
      mend:
        "Mend what is found and remove the comment; or, if the reason still holds, agree on a later day and write it.",
      bad: """
        systems:
          # treaty: allow TR0502 — the archive gets a certificate in spring, until 2024-03-31
          archive: {connector: desk, url: http://archive.example.org, account: us-at-desk}
        """,
      good: """
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk}
        """,
      related: [.unusedAllow]),
    CodePage(
      code: .allowWithoutReason, name: "allow-without-reason", severity: .warning, title: "An allow without a reason",
      summary: "A comment allows a finding, and does not say why.",
      why: "Who reads it later cannot tell whether it still holds. It works all the same.",
      mend: "Write why, behind a dash: `# treaty: allow TR0502 — the archive stands in this room`.",
      bad: """
        systems:
          # treaty: allow TR0502
          archive: {connector: desk, url: http://archive.example.org, account: us-at-desk}
        """,
      good: """
        systems:
          # treaty: allow TR0502 — the archive stands in this room
          archive: {connector: desk, url: http://archive.example.org, account: us-at-desk}
        """,
      related: [.malformedAllow]),
    CodePage(
      code: .allowOfUnknownCode, name: "allow-of-unknown-code", severity: .warning,
      title: "An allow of a code that there is not",
      summary: "A comment allows a code that no kind of finding has.",
      why: "It allows nothing, and whoever wrote it believes that it does.",
      mend: "Copy the code from the finding. `treaty explain` lists all of them.",
      bad: """
        systems:
          # treaty: allow TR5020 — the archive stands in this room
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk}
        """,
      good: """
        systems:
          # treaty: allow TR0502 — the archive stands in this room
          archive: {connector: desk, url: http://archive.example.org, account: us-at-desk}
        """,
      related: [.malformedAllow]),
    CodePage(
      code: .malformedAllow, name: "malformed-allow", severity: .warning, title: "An allow that cannot be read",
      summary: "A comment begins with `treaty:`, and is not written as such comments are.",
      why: "It allows nothing, and whoever wrote it believes that it does.",
      mend:
        "`# treaty: allow CODE — reason, until DAY`, or `allow-file` for the whole file. Reason and day may be left out.",
      bad: """
        systems:
          # treaty: ignore TR0502
          archive: {connector: desk, url: https://archive.example.org, account: us-at-desk}
        """,
      good: """
        systems:
          # treaty: allow TR0502 — the archive stands in this room
          archive: {connector: desk, url: http://archive.example.org, account: us-at-desk}
        """,
      related: [.allowWithoutReason, .allowOfUnknownCode]),
    CodePage(
      code: .allowOfError, name: "allow-of-error", severity: .warning, title: "An allow of what cannot be allowed",
      summary: "A comment allows a finding that no comment can allow.",
      why: """
        Errors of syntax, shape and names leave nothing that could be compiled, and some others are wrong in all circumstances. Whether a \
        finding can be allowed stands on the page of its code.
        """,
      mend: "Mend what it finds, then remove the code from the comment.",
      bad: """
        # treaty: allow TR0201 — the calendar comes next week
        teams:
          planners: {hours: van-hours}
        """,
      good: """
        teams:
          planners: {hours: office-hours}
        """,
      related: [.unusedAllow]),
    CodePage(
      code: .staleBaseline, name: "stale-baseline", severity: .note, title: "A baseline that knows too much",
      summary: "A baseline has entries for findings that are no longer there.",
      why: "Each of them hides the next finding that is like it.",
      mend: "Write the baseline anew with `--write-baseline`, once everything else in it is still meant.",
      related: [.unusedAllow]),
  ]
}
