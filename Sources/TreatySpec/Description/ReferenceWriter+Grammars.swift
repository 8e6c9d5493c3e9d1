extension ReferenceWriter {
  /// The small grammars, and what else a text may be.
  func grammars() -> String {
    let rows = SmallGrammar.all.map { grammar in
      Markdown.row([
        "<a id=\"\(Markdown.anchor(grammar.noun))\"></a>\(grammar.noun)", grammar.doc,
        grammar.examples.map { Markdown.code($0) }.joined(separator: "<br>"),
        "[\(grammar.file.dropFirst("grammar/".count))](../../\(grammar.file))",
      ])
    }
    return [
      "# Small grammars\n\(ReferenceWriter.note)",
      "Texts that are read by a grammar of their own. Part of the [reference](README.md).",
      ([Markdown.row(["name", "says", "written like", "EBNF"]), "| --- | --- | --- | --- |"] + rows)
        .joined(separator: "\n"),
      ReferenceWriter.texts,
    ].joined(separator: "\n\n") + "\n"
  }

  private static let texts = """
    ## Text with expressions
    `[${ item.cluster }] ${ item.summary }`: each `${ … }` holds an expression in [CEL](../cel.md), the rest stands for itself, and `$${` is
    a literal `${`. What an expression gives must be a text, a number, a truth value or a moment; of a list or a record a text is made first, and for
    what may be missing one says what stands there instead: `.orValue('')`. EBNF: [template.ebnf](../../grammar/template.ebnf).

    ## Value
    Any YAML, with such texts in it. A text that is nothing but one `${ … }` has the type of its expression, so `${ 2 * item.count }` is a number;
    any other is a text. Where it is written to a field that may be missing, an expression may give an optional: without a value the field
    is left out.

    ## Names that expressions may use
    After `inputs`, `secrets`, `tables`, `lookup` and `steps` a name may hold hyphens: `tables.rt-priority` is a field, `tables.rt - priority`
    a subtraction.
    """

  /// Types, and what else a field may say.
  func types() -> String {
    let rows = TypeNotation.all.map {
      Markdown.row([$0.forms.map { "`\($0)`" }.joined(separator: " "), $0.doc, Markdown.code($0.example)])
    }
    let field = FieldDeclaration.outline
    return [
      "# Types and fields\n\(ReferenceWriter.note)",
      "What a field of a model, a record, an event, a request or a question may hold. Part of the [reference](README.md).",
      "## Types\n" + ReferenceWriter.aboutTypes,
      ([Markdown.row(["type", "holds", "field like"]), "| --- | --- | --- |"] + rows).joined(separator: "\n"),
      declaration(field, on: "types", isRoot: true, path: nil),
    ].joined(separator: "\n\n") + "\n"
  }

  private static let aboutTypes = """
    A `?` behind a type: the value may be missing, and `null` in JSON counts as missing. Expressions read such a field as `item.?field`, which
    is an optional; a field without `?` must be there. What a system sends may hold more fields than are declared: they are kept, and
    expressions cannot read them, so that a slip in a name is found. Models, requests and what is written to a system hold no others.
    """
}
