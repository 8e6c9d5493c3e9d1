extension ReferenceWriter {
  /// What may stand in a place, in words with links.
  func words(_ form: Form, on page: String, isPlural: Bool = false) -> String {
    func noun(_ word: String) -> String { isPlural ? word.plural : word }
    func link(_ word: String, _ target: String) -> String { "[\(noun(word))](\(target))" }
    switch form {
    case .text: return noun("text")
    case .grammar(let grammar, let bounds):
      let name = link(grammar.noun, "grammars.md#\(Markdown.anchor(grammar.noun))")
      return name + (bounds.map { ", \($0)" } ?? "")
    case .integer(let range):
      return range.count == 1
        ? "`\(range.lowerBound)`" : "\(noun("whole number")), \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      guard range.upperBound < 1e300 else { return noun("number") }
      return "\(noun("number")), \(Int64(range.lowerBound)) to \(Int64(range.upperBound))"
    case .flag: return "`true` or `false`"
    case .choice(let words): return Markdown.list(words.map { "`\($0)`" }, "or")
    case .template: return "[\(noun("text")) with `${ }`](grammars.md#text-with-expressions)"
    case .expression: return link("expression", "../cel.md")
    case .constant: return noun("constant")
    case .construction: return "[\(noun("value")) with `${ }`](grammars.md#value)"
    case .type: return link("type", "types.md#types")
    case .reference(let kind): return words(kind, on: page, isPlural: isPlural)
    case .list(let element): return "\(noun("list")) of \(words(element, on: page, isPlural: true))"
    case .map(.construction, _):
      return "\(noun("mapping")) from fields to \(words(.construction, on: page, isPlural: true))"
    case .map(.type, _): return "\(noun("mapping")) from fields to \(words(.type, on: page, isPlural: true))"
    case .map(let value, _): return "\(noun("mapping")) from names to \(words(value, on: page, isPlural: true))"
    case .declaration(let outline): return link(outline.name, map.link(to: outline.name, from: page))
    case .either(let forms):
      // A list stands beside its element, for lists of one.
      if case .list? = forms.first { return words(forms[0], on: page, isPlural: isPlural) }
      return forms.map { words($0, on: page, isPlural: isPlural) }.joined(separator: ", or ")
    }
  }

  private func words(_ kind: ReferenceKind, on page: String, isPlural: Bool) -> String {
    func link(_ word: String, _ target: String) -> String {
      "[\(isPlural ? word.plural : word)](\(map.link(to: target, from: page)))"
    }
    let name = isPlural ? "names" : "name"
    switch kind {
    case .declaration(let section):
      return "\(name) of \(isPlural ? "" : section.noun.article)\(link(section.noun, section.noun))"
    case .capability:
      return
        "\(name) of \(isPlural ? "" : "a ")\(link("capability", "capability")), or of \(isPlural ? "parts" : "a part")"
    case .record: return "\(link("record", "record")), as `system.record`"
    case .event: return "\(link("event", "event")), as `system.event`"
    case .operation: return "\(link("operation", "operation")), as `system.operation`"
    case .field: return "\(isPlural ? "fields" : "field") of \(link("model", "model")), as `model.field`"
    case .anything: return "\(isPlural ? "declarations" : "declaration"), as `section.name`"
    }
  }
}

extension String {
  /// More than one of it.
  var plural: String {
    if self == "criterion" { return "criteria" }
    if hasSuffix("ss") || hasSuffix("ch") || hasSuffix("sh") || hasSuffix("x") { return self + "es" }
    if hasSuffix("s") { return self }
    if hasSuffix("y"), let before = dropLast().last, !"aeiou".contains(before) { return dropLast() + "ies" }
    return self + "s"
  }
}
