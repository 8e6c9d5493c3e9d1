/// What a comment allows, for whoever holds two states of a package against each other: whether anything is found that needs it is of
/// no account, nor which day it is.
public struct Allowance: Hashable, Sendable {
  /// What it covers.
  public enum Scope: Hashable, Sendable {
    /// The node that the comment stands for.
    case node(Span)
    /// All of its file.
    case file(FileID)
  }

  /// The kind of finding.
  public var code: DiagnosticCode
  /// Where it is allowed.
  public var scope: Scope
  /// The last day on which it is; `nil` for ever.
  public var until: CalendarDay?
  /// The comment.
  public var span: Span

  /// What the comments of a run allow, in their order. Those that cannot be read allow nothing, and ``Suppressions`` says so.
  public static func all(_ comments: [SourceComment], in sources: Sources) -> [Allowance] {
    comments.flatMap { comment -> [Allowance] in
      // `try?`: as said.
      guard let directive = try? AllowDirective.read(comment.span, of: sources[comment.span.file]),
        let scope = scope(directive, comment)
      else { return [] }
      return directive.items.compactMap { item in
        item.code.map { Allowance(code: $0, scope: scope, until: directive.until, span: comment.span) }
      }
    }
  }

  private static func scope(_ directive: AllowDirective, _ comment: SourceComment) -> Scope? {
    switch directive.scope {
    case .file: .file(comment.span.file)
    case .node: comment.covers.map { .node(Span(file: comment.span.file, range: $0)) }
    }
  }
}
