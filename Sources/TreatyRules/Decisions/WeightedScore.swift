import TreatyDiagnostics
import TreatySpec

/// What an option comes to: its points, each times the weight of its criterion.
struct WeightedScore {
  let option: Located<String>
  let sum: Double
  /// As a person would work it out: "build: 2×8 + 3×9 = 43".
  let text: String

  /// The sum of an option; `nil` where a score is missing, since it cannot be compared then.
  init?(_ option: Named<OptionDeclaration>, by criteria: [Named<CriterionDeclaration>]) {
    var sum = 0.0
    var terms: [String] = []
    for criterion in criteria where criterion.value.weight > 0 {
      guard let score = option.value.scores.first(where: { $0.name.value == criterion.name.value }) else { return nil }
      sum += criterion.value.weight * score.value
      terms.append("\(criterion.value.weight.written)×\(score.value.written)")
    }
    guard !terms.isEmpty else { return nil }
    self.option = option.name
    self.sum = sum
    text = "\(option.name.value): \(terms.joined(separator: " + ")) = \(sum.written)"
  }
}
