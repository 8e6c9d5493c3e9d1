// For those who only ask whether a text will do, or want the plain number.
extension SmallGrammar {
  /// Whether a text is a name: kebab-case, a letter first.
  public static func isName(_ text: String) -> Bool { Name(text) != nil }

  /// Whether a text is a package's name: `owner/name`, each kebab-case.
  public static func isPackageName(_ text: String) -> Bool { PackageName(text) != nil }

  /// The name that somebody who wrote `text` may have meant.
  public static func kebab(_ text: String) -> String? { Name.meant(by: text) }

  /// Pattern of a duration, for editors.
  public static let durationPattern = TimeLength.grammar.pattern

  /// A duration in milliseconds; `nil` where the text is none.
  public static func duration(_ text: String) -> Int64? { TimeLength(text)?.milliseconds }

  /// A duration as somebody would write it; none for less than nothing.
  public static func words(_ milliseconds: Int64) -> String {
    (TimeLength(milliseconds: milliseconds) ?? .zero).description
  }

  /// Pattern of a rate, for editors.
  public static let ratePattern = Rate.grammar.pattern

  /// A rate in calls a second; `nil` where the text is none.
  public static func rate(_ text: String) -> Double? { Rate(text)?.perSecond }
}
