/// What the comments of a run allow.
public struct Suppressions: Sendable {
  /// Whether an allow that nothing needs is a finding.
  public enum UnusedAllows: Sendable {
    /// It is: everything was looked for.
    case reported
    /// It is not: the run ended before all rules had looked, so that nobody knows.
    case ignored
  }

  private let sources: Sources
  private let catalogue: Catalogue
  private let today: CalendarDay?
  private var allows: [Allow] = []
  private var faults: [Diagnostic] = []

  /// Reads the comments of the files of a run. Without `today` nothing has ended.
  public init(
    _ comments: [SourceComment], in sources: Sources, catalogue: Catalogue = Catalogue(), today: CalendarDay? = nil
  ) {
    self.sources = sources
    self.catalogue = catalogue
    self.today = today
    for comment in comments {
      do throws(AllowDirective.Fault) {
        guard let directive = try AllowDirective.read(comment.span, of: sources[comment.span.file]) else { continue }
        allows.append(Allow(directive, of: comment))
      } catch {
        faults.append(.malformedAllow(error, in: comment.span.file))
      }
    }
  }

  /// Marks what is allowed, and adds what is wrong with the comments.
  public func apply(to findings: inout Findings, unused: UnusedAllows = .reported) {
    var allows = allows
    let byFile = Dictionary(grouping: allows.indices) { allows[$0].comment.span.file }
    findings.update { diagnostic, state in
      guard state == .live, let span = diagnostic.primary?.span else { return }
      var best: (allow: Int, extent: Int)?
      var ended: Int?
      for index in byFile[span.file] ?? [] {
        guard let extent = allows[index].extent(around: span.range) else { continue }
        allows[index].covered.insert(diagnostic.code)
        guard let item = allows[index].item(diagnostic.code) else { continue }
        guard catalogue.allows(diagnostic) else {
          allows[index].items[item].fate = .refused
          continue
        }
        if let until = allows[index].directive.until, let today, until < today {
          allows[index].items[item].fate = .ended
          ended = index
          continue
        }
        // The nearest one is meant; those around it may have no other use.
        if extent <= best?.extent ?? Int.max { best = (index, extent) }
      }
      if let best, let item = allows[best.allow].item(diagnostic.code) {
        allows[best.allow].items[item].fate = .used
        state = .suppressed(allows[best.allow].suppression)
      } else if let ended, let until = allows[ended].directive.until {
        let span = allows[ended].comment.span
        let label = Label(span: span, text: "allowed until \(until), which is over")
        if !diagnostic.related.contains(label) { diagnostic.related.append(label) }
      }
    }
    for fault in faults { findings.add(fault) }
    for allow in allows { report(allow, unused, to: &findings) }
  }

  private func report(_ allow: Allow, _ unused: UnusedAllows, to findings: inout Findings) {
    for item in allow.items where item.code == nil { findings.add(.allowOfUnknownCode(item, allow)) }
    let known = allow.items.filter { item in item.code != nil }
    let refused = known.filter { $0.fate == .refused || catalogue.forbids($0.code) }
    for item in refused { findings.add(.allowOfError(item, allow)) }
    // Nobody needs a reason for what is to be removed.
    let isIdle = unused == .reported && known.allSatisfy { $0.fate == .idle }
    if allow.directive.reason == nil, !isIdle { findings.add(.allowWithoutReason(allow)) }
    let ended = known.filter { $0.fate == .ended }
    if let until = allow.directive.until, !ended.isEmpty { findings.add(.expiredAllow(ended, until, allow)) }
    guard unused == .reported else { return }
    let idle = known.filter { $0.fate == .idle && !catalogue.forbids($0.code) }
    if !idle.isEmpty { findings.add(.unusedAllow(idle, allow, sources)) }
  }
}

extension Catalogue {
  /// Whether it makes no sense to name a code in a comment, whatever is found.
  fileprivate func forbids(_ code: DiagnosticCode?) -> Bool {
    guard let code else { return false }
    return code.family == .suppression || self[code]?.canBeAllowed == false
  }
}

/// A directive, the comment it stands in, and what came of it.
struct Allow {
  let directive: AllowDirective
  let comment: SourceComment
  /// What was found where it allows something.
  var covered: Set<DiagnosticCode> = []
  /// The codes that it names.
  var items: [AllowDirective.Item]

  init(_ directive: AllowDirective, of comment: SourceComment) {
    self.directive = directive
    self.comment = comment
    items = directive.items
  }

  /// Which of its codes this is.
  func item(_ code: DiagnosticCode) -> Int? { items.firstIndex { $0.code == code } }

  /// How many bytes it covers, if a stretch of its file is among them.
  func extent(around range: Range<Int>) -> Int? {
    switch directive.scope {
    case .file: return Int.max
    case .node:
      guard let covers = comment.covers, covers.lowerBound <= range.lowerBound, range.upperBound <= covers.upperBound
      else { return nil }
      return covers.count
    }
  }

  /// What it says of a finding that it allows.
  var suppression: Suppression {
    Suppression(reason: directive.reason, until: directive.until, comment: comment.span)
  }
}
