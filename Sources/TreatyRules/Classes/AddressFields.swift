import CEL
import TreatySpec

/// Fields of what an operation is given that stand in the address of its call: in its path or query.
struct AddressFields {
  private var paths: [[String]] = []
  /// Whether the id of the record stands there.
  private(set) var holdsID = false

  init(_ party: Party, _ verbs: [EffectVerb], _ expressions: ExpressionAnalysis) {
    for verb in verbs {
      guard let operation = party.operation(verb) else { continue }
      let texts = [operation.request?.path].compactMap(\.self) + operation.query.flatMap { $0.value }
      for text in texts {
        for use in Passage(text)?.expressions ?? [] {
          for path in expressions.compilation(of: use)?.references ?? [] {
            if path.first == "input" { paths.append(Array(path.dropFirst())) }
            if path == ["id"] { holdsID = true }
          }
        }
      }
    }
  }

  /// Whether a field stands there, or something that it lies in or that lies in it.
  func holds(_ field: [String]) -> Bool {
    paths.contains { path in zip(path, field).allSatisfy { $0 == $1 } && !field.isEmpty && !path.isEmpty }
  }
}
