/// The forms in which findings are printed. `docs/output.md` says what each is for.
public enum FindingsFormat: String, Hashable, Sendable, CaseIterable {
  /// For people at a terminal: the source, underlined, with reason and remedy.
  case full
  /// A line for each finding, as compilers have it.
  case concise
  /// One JSON object, described by `grammar/diagnostics.schema.json`.
  case json
  /// A JSON object a line, one for each finding and a last one that counts them.
  case jsonl
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// Workflow commands of GitHub Actions: annotations on a change.
  case github
  /// GitLab's Code Quality report.
  case gitlab
  /// JUnit's XML, for whatever shows test results.
  case junit
  /// Markdown for a comment on a change.
  case markdown

  /// The report. Sorted by file, line, column and code; the same findings give the same text.
  public func render(_ findings: Findings, _ sources: Sources, _ options: ReportOptions = ReportOptions()) -> String {
    switch self {
    case .full:
      TerminalRenderer(sources, options).render(findings)
    case .concise: ConciseRenderer(sources, options).render(findings)
    case .json: JSONRenderer(sources: sources).render(findings)
    case .jsonl: JSONRenderer(sources: sources).lines(findings)
    case .sarif: SARIFRenderer(sources, options).render(findings)
    case .github: GitHubRenderer(sources, options).render(findings)
    case .gitlab: GitLabRenderer(sources, options).render(findings)
    case .junit: JUnitRenderer(sources, options).render(findings)
    case .markdown: MarkdownRenderer(sources, options).render(findings)
    }
  }
}
