/// The places of a finding as excerpts, one for each file, the primary one's first.
struct Excerpts {
  /// Places that are shown; of more, how many there are.
  private static let mostPlaces = 12

  private let files: [(place: String, excerpt: Excerpt)]
  /// How many places are not shown.
  let unseen: Int
  /// Columns of the widest line number.
  let width: Int

  init(_ diagnostic: Diagnostic, in sources: Sources, _ options: ReportOptions) {
    let all = (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.related.map { ($0, false) }
    let labels: [(label: Label, isPrimary: Bool)] = Array(all.prefix(Excerpts.mostPlaces))
    var order: [FileID] = []
    for (label, _) in labels where !order.contains(label.span.file) { order.append(label.span.file) }
    files = order.map { file in
      let here = labels.filter { $0.label.span.file == file }
      let start = sources.start(of: here[0].label.span)
      let path = TerminalText.show(options.path(sources[file].path).utf8)
      return ("\(path):\(start.line):\(start.column)", Excerpt(here, of: sources[file]))
    }
    unseen = all.count - labels.count
    width = files.map { String($0.excerpt.lastLine).count }.max() ?? 0
  }

  /// The excerpts, each below the place of its first line.
  func lines(paint: Paint, tone: Paint.Tone) -> [String] {
    let gutter = String(repeating: " ", count: width)
    return files.flatMap { place, excerpt in
      [paint.dim("\(gutter) ┌─ ") + place] + excerpt.lines(width: width, paint: paint, tone: tone)
    }
  }
}
