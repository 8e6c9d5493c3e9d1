package import CEL
package import TreatyDiagnostics

/// A field of a class that has got into a value, and the way that it took.
package struct Taint: Sendable {
  /// The field, as an expression reads it: `item.caller`.
  package var field: String
  /// Its class.
  package var dataClass: DataClass
  /// The way, step by step: where the field is declared, where it is read, what it goes through.
  package var steps: [Label]

  /// The way with one more step.
  package func through(_ span: Span, _ text: String) -> Taint {
    var taint = self
    if taint.steps.last?.span != span { taint.steps.append(Label(span: span, text: text)) }
    return taint
  }

  /// The way as labels, each step with its number where there are several.
  package var way: [Label] {
    steps.enumerated().map { index, step in
      Label(span: step.span, text: steps.count > 1 ? "\(index + 1). \(step.text ?? "")" : step.text)
    }
  }
}

extension Array where Element == Taint {
  /// Each field once, the most careful class first.
  package var distinct: [Taint] {
    var seen: Set<String> = []
    return sorted { ($1.dataClass, $0.field) < ($0.dataClass, $1.field) }.filter { seen.insert($0.field).inserted }
  }
}
