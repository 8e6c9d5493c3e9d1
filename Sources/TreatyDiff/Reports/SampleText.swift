import TreatyDiagnostics

/// What samples showed, as a person reads it.
enum SampleText {
  /// How many places that are no sample are named; the others are counted.
  static let mostUnread = 20

  /// How many come out differently, in a line.
  static func head(_ report: SampleReport) -> String {
    let count = report.total == 1 ? "the one there is" : "all \(report.total)"
    guard report.different > 0 else {
      return "samples: \(count) \(report.total == 1 ? "comes" : "come") out the same" + refused(report)
    }
    return "samples: \(report.different) of \(report.total) \(report.different == 1 ? "comes" : "come") out differently"
      + refused(report)
  }

  /// How many show nothing.
  private static func refused(_ report: SampleReport) -> String {
    report.refused == 0 ? "" : "; neither plan takes \(report.refused) of them"
  }

  /// A section of the report, with a line's end; nothing where no samples were given.
  static func section(_ comparison: Comparison) -> String {
    guard let report = comparison.samples else { return "" }
    var lines = ["", head(report)]
    for kind in report.kinds {
      lines.append("  \(kind.message) (\(kind.count))")
      lines.append("    \(ChangeLines.line(kind.example.words))")
      lines += (ChangeLines.signed("-", kind.example.before) + ChangeLines.signed("+", kind.example.after)).map {
        "    \($0)"
      }
    }
    lines += unread(report).map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is no sample, a line each.
  static func unread(_ report: SampleReport) -> [String] {
    let more = report.unread.count - mostUnread
    return report.unread.prefix(mostUnread).map { "no sample: \($0.place): \($0.reason)" }
      + (more > 0 ? ["no sample: \(more) more"] : [])
  }
}

/// What samples showed, in a comment at a pull request.
enum SampleMarkdown {
  /// The section; nothing where no samples were given.
  /// - Parameter room: characters that it may have: what does not fit is counted.
  static func section(_ comparison: Comparison, room: Int) -> String {
    guard let report = comparison.samples else { return "" }
    let head = SampleText.head(report)
    var text = "\n### Samples\n\n\(MarkdownText.prose(head.dropFirst("samples: ".count).uppercasedFirst)).\n"
    for (index, kind) in report.kinds.enumerated() {
      let part = entry(kind)
      guard text.count + part.count <= room else {
        text += "\n\(report.kinds.count - index) more do not fit here: `treaty diff` shows them.\n"
        break
      }
      text += part
    }
    for line in SampleText.unread(report) where text.count + line.count < room {
      text += "\n- \(MarkdownText.prose(line))\n"
    }
    return text
  }

  private static func entry(_ kind: SampleReport.Kind) -> String {
    let example = kind.example
    let values = [example.before.map { "- \($0)" }, example.after.map { "+ \($0)" }].compactMap(\.self)
    let lines = ["  \(example.input)"] + values
    let block = MarkdownText.block(
      lines.flatMap { $0.split(separator: "\n").map(String.init) }, language: "diff")
    return "\n- \(MarkdownText.prose(kind.message)) (\(kind.count)), such as \(MarkdownText.code(example.sample))\n"
      + block.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
      .joined(separator: "\n")
  }
}

extension SampleReport.Kind {
  /// `3 samples`.
  var count: String { samples == 1 ? "1 sample" : "\(samples) samples" }
}

extension SampleReport.Example {
  /// Where it lies, and what it is.
  var words: String { "\(sample) (\(bytes) bytes): \(input)" }
}

extension Substring {
  fileprivate var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
