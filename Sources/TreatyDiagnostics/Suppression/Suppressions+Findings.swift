extension Diagnostic {
  static func malformedAllow(_ fault: AllowDirective.Fault, in file: FileID) -> Diagnostic {
    Diagnostic(
      code: .malformedAllow, severity: .warning, message: fault.message,
      primary: Label(span: Span(file: file, range: fault.range), text: "nothing is allowed by this comment"),
      reason: fault.reason, fixes: fault.fixes)
  }

  static func allowOfUnknownCode(_ item: AllowDirective.Item, _ allow: Allow) -> Diagnostic {
    let span = Span(file: allow.comment.span.file, range: item.range)
    var diagnostic = Diagnostic(
      code: .allowOfUnknownCode, severity: .warning, message: "there is no finding `\(item.name)`",
      primary: Label(span: span), fixes: [Fix(title: "copy the code from the finding that this is to allow")])
    // Of all codes some code is always near; what is found there is likely meant.
    if let near = NearName.suggest(for: item.name.uppercased(), among: allow.covered.sorted().map { $0.name }) {
      diagnostic.fixes.insert(
        Fix(title: "did you mean `\(near)`?", edits: [Edit(span: span, replacement: near)], applicability: .manual),
        at: 0)
    }
    return diagnostic
  }

  static func allowOfError(_ item: AllowDirective.Item, _ allow: Allow) -> Diagnostic {
    let isFinal = item.code.map { $0.family.errorsAreFinal } ?? false
    return Diagnostic(
      code: .allowOfError, severity: .warning, message: "`\(item.code?.name ?? item.name)` cannot be allowed",
      primary: Label(span: Span(file: allow.comment.span.file, range: item.range)),
      reason: isFinal
        ? "with this error there is nothing that could be compiled" : "what it finds is wrong in all circumstances",
      fixes: [Fix(title: "mend what it finds, then remove the code from this comment")])
  }

  static func allowWithoutReason(_ allow: Allow) -> Diagnostic {
    let keyword = allow.directive.scope == .file ? "allow-file" : "allow"
    let codes = allow.items.map { $0.code?.name ?? $0.name }.joined(separator: ", ")
    let end = allow.directive.until.map { ", until \($0)" } ?? ""
    return Diagnostic(
      code: .allowWithoutReason, severity: .warning,
      message: "\(names(allow.items)) \(allow.items.count == 1 ? "is" : "are") allowed without a reason",
      primary: Label(span: allow.comment.span),
      reason: "who reads it later cannot tell whether it still holds",
      fixes: [Fix(title: "write why behind a dash: `# treaty: \(keyword) \(codes) — reason\(end)`")])
  }

  static func expiredAllow(_ items: [AllowDirective.Item], _ until: CalendarDay, _ allow: Allow) -> Diagnostic {
    Diagnostic(
      code: .expiredAllow, severity: .warning,
      message: "\(names(items)) \(items.count == 1 ? "was" : "were") allowed until \(until)",
      primary: Label(span: allow.comment.span, text: "what this allowed counts again"),
      fixes: [
        Fix(title: "mend what is found, and remove the comment"),
        Fix(title: "if the reason still holds, agree on a later day and write it here"),
      ])
  }

  static func unusedAllow(_ items: [AllowDirective.Item], _ allow: Allow, _ sources: Sources) -> Diagnostic {
    let isWhole = items.count == allow.items.count
    let place = isWhole ? allow.comment.span : Span(file: allow.comment.span.file, range: items[0].range)
    let hasNothing = allow.directive.scope == .node && allow.comment.covers == nil
    return Diagnostic(
      code: .unusedAllow, severity: .warning,
      message: hasNothing
        ? "nothing follows in which \(names(items)) could be allowed"
        : "\(names(items)) \(items.count == 1 ? "is" : "are") not found where this comment allows \(items.count == 1 ? "it" : "them")",
      primary: Label(span: place),
      reason: "an allow without use hides the next finding of its kind",
      fixes: [
        isWhole
          ? Fix(title: "remove the comment", edits: [sources.removal(of: allow.comment.span)], applicability: .safe)
          : Fix(
            title: "remove \(names(items)) from it", edits: allow.removals(of: items, in: sources), applicability: .safe
          )
      ])
  }

  /// `A`, `A and B`, `A, B and C`, in backticks.
  private static func names(_ items: [AllowDirective.Item]) -> String {
    let names = items.map { "`\($0.code?.name ?? $0.name)`" }
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Allow {
  /// Edits that take codes out of the list: each with what parts it from the next one, the last ones with what stands before them.
  fileprivate func removals(of gone: [AllowDirective.Item], in sources: Sources) -> [Edit] {
    let isGone = items.map { item in gone.contains { $0.range == item.range } }
    let file = comment.span.file
    // Behind the last code that stays, all go at once.
    let kept = isGone.lastIndex(of: false) ?? 0
    var edits = items.indices.filter { $0 < kept && isGone[$0] }.map { index in
      Edit(
        span: Span(file: file, range: items[index].range.lowerBound..<items[index + 1].range.lowerBound),
        replacement: "")
    }
    if let last = items.last, kept < items.count - 1 {
      edits.append(
        Edit(span: Span(file: file, range: items[kept].range.upperBound..<last.range.upperBound), replacement: ""))
    }
    return edits
  }
}

extension Sources {
  /// The edit that takes a comment away: with its line where nothing else stands on it, otherwise with the blanks before it.
  fileprivate func removal(of comment: Span) -> Edit {
    let bytes = self[comment.file].bytes
    let range = comment.range.clamped(to: 0..<bytes.count)
    var start = range.lowerBound
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let isAlone = start == 0 || bytes[start - 1] == 0x0A
    var end = range.upperBound
    if isAlone {
      if end < bytes.count, bytes[end] == 0x0D { end += 1 }
      if end < bytes.count, bytes[end] == 0x0A { end += 1 }
    }
    return Edit(span: Span(file: comment.file, range: start..<end), replacement: "")
  }
}
