extension Text {
  /// The text, or where it has more than `most` code points the beginning of it and a mark, which together have as many.
  ///
  /// It is cut between code points, which may be within what a person takes for one character: an `é` of two code points may lose
  /// its accent, a flag its second half. Systems that count do it in code points or smaller, so that a whole character more could be
  /// one too many.
  ///
  /// - Returns: `nil` where the mark alone is longer than `most`.
  func truncated(to most: Int64, mark: Text) -> Text? {
    let markCount = Int64(mark.count)
    guard markCount <= most else { return nil }
    guard Int64(byteCount) > most, byteOffset(ofScalar: most).map({ $0 < byteCount }) ?? false else { return self }
    return byteOffset(ofScalar: most - markCount).map { slice(0..<$0) + mark }
  }
}
