import TreatyDiagnostics

/// Files of a small package, and helpers to point into them.
struct SampleFiles {
  var sources = Sources()

  /// Takes a file in.
  mutating func add(_ path: String, _ text: String) -> FileID { sources.add(path: path, bytes: Array(text.utf8)) }

  /// The first occurrence of some text in a file; the end of the file if there is none.
  func span(_ text: String, _ file: FileID) -> Span {
    let bytes = sources[file].bytes
    let wanted = Array(text.utf8)
    let start =
      bytes.indices.first { bytes[$0...].starts(with: wanted) }
      ?? bytes.count
    return Span(file: file, range: start..<min(start + wanted.count, bytes.count))
  }

  /// From the beginning of one text to the end of another.
  func span(from first: String, to last: String, _ file: FileID) -> Span {
    Span(file: file, range: span(first, file).range.lowerBound..<span(last, file).range.upperBound)
  }

  /// What `comment` says of `node`.
  func comment(_ comment: String, _ node: String?, _ file: FileID) -> SourceComment {
    SourceComment(span: span(comment, file), covers: node.map { span($0, file).range })
  }
}

/// One set of findings that shows all that formats must cope with: several files, letters beyond ASCII, several lines, fixes, and findings
/// that are allowed or known.
enum SharedFindings {
  static let catalogue = Catalogue([
    CodePage(
      code: .retriedUnsafeCreate, name: "retried-unsafe-create", severity: .error,
      title: "A create may happen twice",
      summary: "A create that may be sent again has no way to find the first attempt.",
      why: "After a timeout nobody knows whether the record exists. Sending again can create it twice.",
      mend: """
        Say how the first attempt is found:

        - `safety: {mark: …}` on the operation, so that a search finds it,
        - or `unsure: ask` on the flow, so that a person looks before it is sent again.
        """,
      bad: "retry: patient\ndeliver: [{to: desk.ticket, do: create}]\n",
      good: "retry: patient\nunsure: ask\ndeliver: [{to: desk.ticket, do: create}]\n",
      related: [.unsettledMark, .reservedField], canBeAllowed: true),
    CodePage(
      code: .plainHTTP, name: "plain-http", severity: .warning, title: "An address without TLS",
      summary: "What is sent can be read on its way.", why: "Tokens are sent with each call.", mend: "Use `https`.",
      canBeAllowed: true),
  ])

  static let pagingText = """
    flows:
      paging:
        retry: patient
        deliver:
          - to: desk.ticket
            do: create
            über: "日本 🚀" # e\u{301}
        # treaty: allow TR0502 — the collector listens on this host, until 2027-03-01
        url: http://collector.internal

    """

  static let tableText = """
    # treaty: allow TR0504
    tables:
      severity:
        rows:
          - [a|b, 1]
          - [c, 2]
    unused: {}

    """

  static func sample() -> (sources: Sources, findings: Findings) {
    var files = SampleFiles()
    let paging = files.add("flows/paging.treaty.yaml", pagingText)
    let table = files.add("tables/a: b, c%.treaty.yaml", tableText)
    let desk = files.add("std/desk.treaty.yaml", "create: {POST: /ticket}\r\n")
    _ = files.add("clean.treaty.yaml", "models: {}\n")
    var findings = Findings()
    for diagnostic in inPaging(files, paging, desk) + inTable(files, table) { findings.add(diagnostic) }
    findings.add(
      Diagnostic(
        code: .missingInput, severity: .error, message: "the input `desk-url` has no value", primary: nil,
        path: "inputs.desk-url", fixes: [Fix(title: "give it with `--input desk-url=…`")]))
    let unused = Diagnostic(
      code: .unusedName, severity: .warning, message: "`unused` is used nowhere",
      primary: Label(span: files.span("unused", table)), path: "tables.unused")
    var known = Findings()
    known.add(unused)
    findings.add(unused)
    let comments = [
      files.comment(
        "# treaty: allow TR0502 — the collector listens on this host, until 2027-03-01",
        "url: http://collector.internal", paging),
      files.comment("# treaty: allow TR0504", "tables", table),
      files.comment("# e\u{301}", "über: \"日本 🚀\"", paging),
    ]
    Suppressions(
      comments, in: files.sources, catalogue: catalogue, today: CalendarDay(year: 2027, month: 3, day: 1)
    ).apply(to: &findings)
    _ = Baseline(known, in: files.sources).apply(to: &findings, in: files.sources, catalogue: catalogue)
    return (files.sources, findings)
  }

  private static func inPaging(_ files: SampleFiles, _ paging: FileID, _ desk: FileID) -> [Diagnostic] {
    let retry = files.span("retry: patient\n", paging)
    return [
      Diagnostic(
        code: .retriedUnsafeCreate, severity: .error, message: "`ticket.create` can create the same record twice",
        primary: Label(span: files.span("create", paging), text: "sent again after a timeout"),
        path: "flows.paging.deliver[0].do",
        related: [
          Label(span: files.span("patient", paging), text: "retried because of this"),
          Label(span: files.span("POST", desk), text: "declared here"),
        ], reason: "after a timeout nobody knows whether the record exists",
        fixes: [
          Fix(title: "declare `safety: {mark: …}` on `ticket.create`"),
          Fix(
            title: "or ask a person",
            edits: [
              Edit(
                span: Span(file: paging, range: retry.range.upperBound..<retry.range.upperBound),
                replacement: "    unsure: ask\n")
            ]),
        ]),
      Diagnostic(
        code: .unknownKey, severity: .error, message: "a delivery has no key `über`",
        primary: Label(span: files.span("über", paging)), path: "flows.paging.deliver[0]",
        fixes: [
          Fix(
            title: "did you mean `upper`?", edits: [Edit(span: files.span("über", paging), replacement: "upper")],
            applicability: .safe)
        ]),
      Diagnostic(
        code: .plainHTTP, severity: .warning, message: "`collector` is called without TLS",
        primary: Label(span: files.span("http://collector.internal", paging)), path: "flows.paging.url"),
    ]
  }

  private static func inTable(_ files: SampleFiles, _ table: FileID) -> [Diagnostic] {
    [
      Diagnostic(
        code: .tableNotTotal, severity: .warning,
        message: "no row for `d` & <b>e</b>, 100 %: ask @team, see #12 or [this](x)",
        primary: Label(span: files.span(from: "rows:", to: "[c, 2]\n", table), text: "all rows"),
        related: [Label(span: files.span("a|b", table), text: "one `letter` too many")],
        fixes: [Fix(title: "add rows, or `else: {…}`")]),
      Diagnostic(
        code: .keyOrder, severity: .note, message: "`unused` stands behind `tables`",
        primary: Label(span: files.span("unused", table))),
    ]
  }
}
