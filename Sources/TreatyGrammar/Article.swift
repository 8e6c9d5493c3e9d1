extension String {
  /// The word with `a` or `an` before it, unless there are several: `limits`.
  package var withArticle: String { article + self }

  /// `a ` or `an `, as the word wants it; nothing before several.
  package var article: String {
    if hasSuffix("s"), !hasSuffix("ss") { return "" }
    return "aeiou".contains(first ?? "x") ? "an " : "a "
  }
}
