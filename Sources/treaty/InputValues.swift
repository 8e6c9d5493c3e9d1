import ArgumentParser

/// Values of inputs, as `--input name=value` gives them.
enum InputValues {
  /// By name.
  /// - Throws: `ValidationError` for one without a value.
  static func read(_ inputs: [String]) throws -> [String: String] {
    var values: [String: String] = [:]
    for input in inputs {
      let parts = input.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("`--input \(input)` has no value: write `--input name=value`")
      }
      values[String(parts[0])] = String(parts[1])
    }
    return values
  }
}
