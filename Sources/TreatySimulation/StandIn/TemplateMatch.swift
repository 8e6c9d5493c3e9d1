import TreatyPlan

/// A template read backwards: from a text that was made of it, what stood in its holes.
struct TemplateMatch {
  /// What stood in a hole, and the expression that put it there.
  struct Hole: Hashable {
    var expression: String
    var text: String
  }

  /// The holes of a text; `nil` when the text was not made of the template.
  static func holes(of template: PlannedTemplate, in text: String) -> [Hole]? {
    var holes: [Hole] = []
    var rest = text[...]
    for (index, piece) in template.pieces.enumerated() {
      switch piece {
      case .text(let literal):
        guard rest.hasPrefix(literal) else { return nil }
        rest = rest.dropFirst(literal.count)
      case .expression(let expression):
        // A hole reaches to the next literal, or to the end.
        var end = rest.endIndex
        if index + 1 < template.pieces.count, case .text(let next) = template.pieces[index + 1] {
          guard let found = rest.range(of: next) else { return nil }
          end = found.lowerBound
        }
        holes.append(Hole(expression: expression.cel, text: String(rest[..<end])))
        rest = rest[end...]
      }
    }
    return rest.isEmpty ? holes : nil
  }
}

extension Substring {
  fileprivate func range(of other: String) -> Range<Index>? { ranges(of: other).first }
}

extension Quoting {
  /// The text of a literal of the query language; `nil` when it is none.
  func text(of literal: String) -> String? {
    guard literal.hasPrefix(quote), literal.hasSuffix(quote), literal.count >= 2 * quote.count else { return nil }
    let inner = String(literal.dropFirst(quote.count).dropLast(quote.count))
    var text = ""
    var rest = inner[...]
    while !rest.isEmpty {
      if rest.hasPrefix(escape),
        rest.dropFirst(escape.count).hasPrefix(quote) || rest.dropFirst(escape.count).hasPrefix(escape)
      {
        rest = rest.dropFirst(escape.count)
      }
      text.append(rest.removeFirst())
    }
    return text
  }
}
