/// Findings for people: the source with what is wrong underlined, why, and how to mend it.
public struct TerminalRenderer: Sendable {
  private let sources: Sources
  private let paint: Paint
  private let options: ReportOptions

  /// A renderer over the files of a run; in colour only where somebody looks at a terminal. Findings that are allowed or in the
  /// baseline are shown only if asked for.
  public init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    paint = Paint(isOn: options.colour)
    self.options = options
  }

  /// A renderer that shows paths as the files have them, and only what counts.
  public init(sources: Sources, colour: Bool) {
    var options = ReportOptions()
    options.colour = colour
    self.init(sources, options)
  }

  /// All findings and a line that counts them; nothing where there is none to show.
  public func render(_ findings: Findings) -> String {
    let shown = findings.listed(in: sources).filter { $0.isLive || options.showsSuppressed }
    guard !shown.isEmpty else { return "" }
    return shown.map { lines($0.diagnostic, $0.state).joined(separator: "\n") + "\n\n" }.joined()
      + summary(findings) + "\n"
  }

  /// `2 errors, 1 warning (1 allowed)`.
  public func summary(_ findings: Findings) -> String {
    let counts = findings.counts
    return [counts.words, counts.wordsOfOthers.isEmpty ? "" : "(\(counts.wordsOfOthers))"].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// One finding.
  public func render(_ diagnostic: Diagnostic) -> String { lines(diagnostic, .live).joined(separator: "\n") + "\n" }

  private func lines(_ diagnostic: Diagnostic, _ state: FindingState) -> [String] {
    let tone = Paint.Tone(diagnostic.severity)
    var lines = [
      paint.bold(tone, "\(diagnostic.severity)[\(diagnostic.code.name)]")
        + paint.bold(.plain, ": \(TerminalText.show(diagnostic.message.utf8))")
    ]
    let excerpts = Excerpts(diagnostic, in: sources, options)
    let gutter = String(repeating: " ", count: excerpts.width)
    lines += excerpts.lines(paint: paint, tone: tone)
    func say(_ word: String, _ text: String) {
      for (index, line) in TerminalText.lines(text).enumerated() {
        lines.append(
          paint.dim(index == 0 ? "\(gutter) = " : "\(gutter)   ") + (index == 0 ? word : "      ")
            + line)
      }
    }
    if excerpts.unseen > 0 { say("also: ", "\(excerpts.unseen) more place\(excerpts.unseen == 1 ? "" : "s")") }
    if let reason = diagnostic.reason { say("why:  ", reason) }
    for fix in diagnostic.fixes { say("mend: ", fix.title) }
    if let words = state.words { say("", words) }
    return lines
  }
}

extension FindingState {
  /// Why it does not count; `nil` if it does.
  var words: String? {
    switch self {
    case .live: nil
    case .baselined: "in the baseline"
    case .suppressed(let suppression):
      "allowed" + (suppression.until.map { " until \($0)" } ?? "") + (suppression.reason.map { ": \($0)" } ?? "")
    }
  }
}
