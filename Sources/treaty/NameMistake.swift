import ArgumentParser
import TreatyDiagnostics

/// A word that is none of those there are.
enum NameMistake {
  /// Says so, with the nearest that there is, or all of them.
  static func error(_ word: String, _ what: String, among words: [String]) -> ValidationError {
    let shown = TerminalText.show(word.utf8)
    if let near = NearName.suggest(for: word, among: words) {
      return ValidationError("`\(shown)` is no \(what): did you mean `\(near)`?")
    }
    return ValidationError("`\(shown)` is no \(what): one of \(words.sorted().joined(separator: ", "))")
  }
}
