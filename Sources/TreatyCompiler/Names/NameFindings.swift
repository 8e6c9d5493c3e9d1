import TreatyDiagnostics
import TreatySpec

extension Diagnostic {
  /// A name that stands for nothing, and what may have been meant.
  static func missing(_ name: Located<String>, _ section: Section, _ why: Namespace.Missing, known: [String])
    -> Diagnostic
  {
    var diagnostic = Diagnostic(
      code: .unknownName, severity: .error, message: "there is no \(section.noun) `\(name.value)`",
      primary: Label(span: name.span))
    switch why {
    case .unknown, .unreadable: diagnostic.fixes = [near(name, known, section.path)]
    case .isPrivate(let declared):
      diagnostic.code = .privateName
      diagnostic.message = "the \(section.noun) `\(declared.name)` is private to its package"
      diagnostic.related = [Label(span: declared.span, text: "declared here, with `private: true`")]
      diagnostic.fixes = [Fix(title: "take `private` out there, or declare one here")]
    case .elsewhere(let declared, let alias?):
      diagnostic.related = [Label(span: declared.span, text: "declared in a package that is used as `\(alias)`")]
      diagnostic.fixes = [
        Fix(
          title: "write `\(alias)/\(declared.name)`",
          edits: [Edit(span: name.span, replacement: "\(alias)/\(declared.name)")])
      ]
    case .elsewhere(let declared, nil):
      diagnostic.related = [Label(span: declared.span, text: "declared in a package that this one does not use")]
      diagnostic.fixes = [Fix(title: "add that package to `uses` in `treaty.yaml`")]
    case .unknownAlias(let alias):
      diagnostic.message = "no package is used as `\(alias)`"
      diagnostic.fixes = [
        Fix(title: "write the name alone, or say `{package: …, as: \(alias)}` under `uses` in `treaty.yaml`")
      ]
    }
    return diagnostic
  }

  /// The nearest name, or all of them.
  static func near(_ name: Located<String>, _ known: [String], _ section: String) -> Fix {
    if let near = NearName.suggest(for: name.value, among: known) {
      return Fix(title: "did you mean `\(near)`?", edits: [Edit(span: name.span, replacement: near)])
    }
    if known.isEmpty { return Fix(title: "declare it under `\(section)`") }
    let shown = known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return Fix(title: "known: \(shown)\(known.count > 12 ? " and \(known.count - 12) more" : "")")
  }

  static func notDotted(_ name: Located<String>, _ form: String, _ example: String, of noun: String) -> Diagnostic {
    Diagnostic(
      code: .invalidValue, severity: .error,
      message: "`\(name.value)` does not name \("aeiou".contains(noun.first ?? "x") ? "an" : "a") \(noun)",
      primary: Label(span: name.span), fixes: [Fix(title: "write `\(form)`, such as `\(example)`")])
  }

  static func unknownPart(_ part: Located<String>, _ noun: String, of owner: String, known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .unknownName, severity: .error, message: "`\(owner)` has no \(noun) `\(part.value)`",
      primary: Label(span: part.span))
    if let near = NearName.suggest(for: part.value, among: known) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: part.span, replacement: near)])]
    } else if known.isEmpty {
      diagnostic.reason = "it has no \(noun)s at all"
    } else {
      diagnostic.fixes = [Fix(title: "known: \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))")]
    }
    return diagnostic
  }

  /// A part that a system's connector does not have.
  static func unknownPart(
    _ part: Located<String>, _ kind: ReferenceKind, of system: String, connector: Located<String>, known: [String],
    others: String?
  ) -> Diagnostic {
    var diagnostic = unknownPart(part, kind.noun, of: system, known: known)
    diagnostic.related = [Label(span: connector.span, text: "its connector")]
    if let others {
      diagnostic.reason = "it has \(others == "record" ? "a" : "an") \(others) of that name"
      if kind == .record, others == "operation" {
        diagnostic.fixes = [Fix(title: "write `call: \(system).\(part.value)`, and behind `with` what it is given")]
      }
      if kind == .operation, others == "record" {
        diagnostic.fixes = [Fix(title: "write `to: \(system).\(part.value)`, and behind `do` what is done to it")]
      }
    }
    return diagnostic
  }
}
