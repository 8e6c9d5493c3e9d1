import TreatyDiagnostics
import TreatySpec

extension Lowering {
  /// Nothing contains, follows or replaces itself, by whatever way.
  mutating func holdNoCircles() {
    hold(namespace.calendars, .calendars, "takes in") { $0.includes }
    hold(namespace.teams, .teams, "belongs to") { [$0.parent].compactMap(\.self) }
    hold(namespace.decisions, .decisions, "takes the place of") { [$0.replaces].compactMap(\.self) }
    hold(namespace.systems, .systems, "is replaced by") { [$0.lifecycle.replacedBy].compactMap(\.self) }
  }

  /// Says each circle once, at the name in it that comes first.
  private mutating func hold<Element>(
    _ table: Namespace.Table<Element>, _ section: Section, _ verb: String, _ next: (Element) -> [Located<String>]
  ) {
    var done: Set<String> = []
    for element in table.sorted where !done.contains(element.name.value) && !next(element.value).isEmpty {
      // Depth first, with the way that led here: a package has no more names than fit.
      var way: [(name: String, span: Span, rest: [Located<String>])] = []
      way.append((element.name.value, element.name.span, next(element.value)))
      while let reference = way[way.count - 1].rest.popLast() ?? leave(&way, &done) {
        guard let name = namespace.canonical(reference, section), let found = table[name] else { continue }
        if let start = way.firstIndex(where: { $0.name == name }) {
          findings.add(.circle(way[start...].map { $0.name }, way[start].span, reference, verb))
          done.formUnion(way[start...].map { $0.name })
          break
        }
        if done.contains(name) { continue }
        way.append((name, found.name.span, next(found.value)))
      }
      done.formUnion(way.map { $0.name })
    }
  }

  /// Goes back to where something is left to look at.
  private func leave(_ way: inout [(name: String, span: Span, rest: [Located<String>])], _ done: inout Set<String>)
    -> Located<String>?
  {
    while way.count > 1 {
      done.insert(way.removeLast().name)
      if let reference = way[way.count - 1].rest.popLast() { return reference }
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func circle(_ way: [String], _ first: Span, _ back: Located<String>, _ verb: String) -> Diagnostic
  {
    Diagnostic(
      code: .circularReference, severity: .error, message: "`\(way[0])` \(verb) itself",
      primary: Label(span: back.span, text: "leads back to `\(way[0])`"),
      related: [Label(span: first, text: "begins here")],
      reason: way.count == 1
        ? nil : zip(way, way.dropFirst() + [way[0]]).map { "`\($0)` \(verb) `\($1)`" }.joined(separator: ", and "),
      fixes: [Fix(title: "take one of these references out")])
  }
}
