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
      terms.append("\(WeightedScore.text(criterion.value.weight))×\(WeightedScore.text(score.value))")
    }
    guard !terms.isEmpty else { return nil }
    self.option = option.name
    self.sum = sum
    text = "\(option.name.value): \(terms.joined(separator: " + ")) = \(WeightedScore.text(sum))"
  }

  /// A number without the `.0` of a whole one, and to two decimals.
  private static func text(_ number: Double) -> String {
    let rounded = (number * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
  }
}
