/// The pages of a set of codes.
public struct Catalogue: Hashable, Sendable {
  /// The pages, by code; one a code.
  public let pages: [CodePage]

  /// A catalogue of pages in any order. Of two for one code the first is taken.
  public init(_ pages: [CodePage] = []) {
    var seen: Set<DiagnosticCode> = []
    self.pages = pages.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
  }

  /// The page of a code.
  public subscript(code: DiagnosticCode) -> CodePage? {
    var low = 0
    var high = pages.count
    while low < high {
      let middle = (low + high) / 2
      if pages[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low < pages.count && pages[low].code == code ? pages[low] : nil
  }

  /// Whether a comment or a baseline may take a finding out of the count.
  ///
  /// An error can be only if its page says so, and never where it leaves nothing to compile. What is less than an error can be
  /// unless its page says no. What is said of comments themselves cannot, nor can a fault of Treaty's own.
  public func allows(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.severity != .bug, diagnostic.code.family != .suppression else { return false }
    let page = self[diagnostic.code]
    guard diagnostic.severity == .error else { return page?.canBeAllowed ?? true }
    return page?.canBeAllowed == true && !diagnostic.code.family.errorsAreFinal
  }
}
