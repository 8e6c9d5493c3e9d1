/// Markdown for a comment on a change: counts, then for each file its findings with excerpts. What does not fit into a comment is cut off
/// at a heading, and counted.
struct MarkdownRenderer {
  /// Where GitHub ends a comment, in characters; counted in UTF-16, which is never less.
  private static let most = 65_536
  /// Kept for the line that says what is not shown.
  private static let reserve = 500
  /// Characters of a message, a reason or a remedy.
  private static let mostWords = 2_000

  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    let counts = findings.counts
    let live = findings.listed(in: sources).filter { $0.isLive }.map { $0.diagnostic }
    var text = "## Treaty: \(counts.words.isEmpty ? "nothing found" : counts.words)\n"
    if options.outcome == .notLoaded { text += "\nThe package could not be loaded: what was found is not all.\n" }
    if !counts.wordsOfOthers.isEmpty { text += "\nNot shown: \(counts.wordsOfOthers).\n" }
    var size = text.utf16.count
    var file: String??
    for (index, diagnostic) in live.enumerated() {
      let path = diagnostic.primary.map { sources[$0.span.file].path }
      let heading = path != file ? self.heading(path) : ""
      file = path
      let section = heading + self.section(diagnostic)
      size += section.utf16.count
      guard size < MarkdownRenderer.most - MarkdownRenderer.reserve else { return text + rest(live[index...]) }
      text += section
    }
    return text
  }

  private func heading(_ path: String?) -> String {
    "\n### \(path.map { MarkdownText.code(cut(options.path($0))) } ?? "The package as a whole")\n"
  }

  private func section(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.primary.map { ", line \(sources.start(of: $0.span).line)" } ?? ""
    var text = "\n#### \(diagnostic.severity) \(diagnostic.code.name)\(place): \(prose(diagnostic.message))\n"
    let excerpts = Excerpts(diagnostic, in: sources, options)
    let lines = excerpts.lines(paint: Paint(isOn: false), tone: .plain)
    if !lines.isEmpty { text += "\n" + MarkdownText.block(lines) }
    let words =
      (diagnostic.reason.map { ["- why: \(prose($0))\n"] } ?? [])
      + diagnostic.fixes.prefix(10).map { "- mend: \(prose($0.title))\n" }
    if !words.isEmpty { text += "\n" + words.joined() }
    return text
  }

  /// What stands for findings that are not shown.
  private func rest(_ left: ArraySlice<Diagnostic>) -> String {
    let files = Set(left.compactMap { $0.primary?.span.file }).count
    let place = files == 0 ? "" : files == 1 ? " in one file" : " in \(files) files"
    return "\n### \(left.count) more\(place)\n\nThis is as long as a comment can be. All of them: "
      + "\(MarkdownText.code(String(options.command.prefix(200))))\n"
  }

  private func prose(_ text: String) -> String { MarkdownText.prose(cut(text)) }

  private func cut(_ text: String) -> String {
    text.unicodeScalars.count > MarkdownRenderer.mostWords
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(MarkdownRenderer.mostWords))) + "…" : text
  }
}
