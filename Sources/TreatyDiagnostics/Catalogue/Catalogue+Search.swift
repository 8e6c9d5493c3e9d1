extension Catalogue {
  /// The page that somebody means by a code (`TR0412`, `tr412`, `412`) or by the name of what is wrong (`open-webhook`).
  public func page(named text: String) -> CodePage? {
    if let code = DiagnosticCode(name: text) { return self[code] }
    let name = text.lowercased()
    return pages.first { $0.name == name }
  }

  /// What may have been meant by a text that names no page, the likeliest first: pages with a name that is near to it or holds it, or
  /// whose code ends alike.
  public func pages(near text: String) -> [CodePage] {
    let name = text.lowercased()
    let near = NearName.suggest(for: name, among: pages.map { $0.name })
    let digits = String(name.filter { ("0"..."9").contains($0) })
    return pages.filter { page in
      page.name == near || (name.count >= 3 && page.name.contains(name))
        || (digits.count >= 2 && page.code.name.hasSuffix(digits))
    }.sorted { ($0.name == near ? 0 : 1, $0.code) < ($1.name == near ? 0 : 1, $1.code) }
  }
}
