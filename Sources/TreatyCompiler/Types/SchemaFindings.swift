import JSONSchema
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension Diagnostic {
  /// What is wrong with a JSON Schema, where it stands in its file.
  /// - Parameter pointer: Where the spec says which schema is meant, if that is what is wrong.
  static func schemaProblem(
    _ problem: SchemaProblem, _ document: SchemaDocument, _ path: Located<String>, at pointer: Located<String>?
  ) -> Diagnostic {
    let code: DiagnosticCode =
      switch problem.kind {
      case .invalid, .loop, .tooLarge: .invalidSchema
      case .unsupported: .unsupportedSchema
      case .unresolvedReference: .unresolvedSchemaReference
      case .pattern: .badPattern
      }
    var (message, mend) = halves(of: problem.message)
    switch problem.kind {
    case .unresolvedReference where pointer?.value.hasPrefix("#/") == true:
      mend = pointer.map { "write `\($0.value.dropFirst())`, without the `#`" }
    case .unresolvedReference where mend?.hasPrefix("did you mean") != true:
      mend = "copy what is meant into the `$defs` of this file, and refer to it as `#/$defs/name`"
    case .unresolvedReference where pointer != nil:
      // A pointer in a spec has no `#`.
      (message, mend) = (message.replacing("`#/", with: "`/"), mend?.replacing("`#/", with: "`/"))
    // Why it is none is not how to mend it.
    case .pattern: (message, mend) = (problem.message, nil)
    default: break
    }
    let range = JSONPlaces(document.bytes).range(of: problem.pointer)
    var diagnostic = Diagnostic(
      code: code, severity: .error, message: message,
      primary: Label(span: pointer?.span ?? Span(file: document.file, range: range)),
      fixes: mend.map { [Fix(title: $0)] } ?? [])
    if pointer == nil { diagnostic.related = [Label(span: path.span, text: "named here")] }
    return diagnostic
  }

  /// A schema that says no fields.
  static func noRecord(_ document: SchemaDocument, _ pointer: String, _ path: Located<String>) -> Diagnostic {
    Diagnostic(
      code: .invalidSchema, severity: .error, message: "the schema does not say which fields a record has",
      primary: Label(span: Span(file: document.file, range: JSONPlaces(document.bytes).range(of: pointer))),
      related: [Label(span: path.span, text: "named here")],
      reason: "expressions read fields by name, and a name that nobody declared is taken for a mistake",
      fixes: [Fix(title: "write `\"type\": \"object\"` and `properties`")])
  }

  /// What is wrong, and how to mend it: what stands before and behind the last colon that is not in a name.
  private static func halves(of message: String) -> (String, String?) {
    var isName = false
    var halves: (String, String?) = (message, nil)
    for place in message.indices {
      if message[place] == "`" { isName.toggle() }
      guard !isName, message[place...].hasPrefix(": ") else { continue }
      halves = (String(message[..<place]), String(message[message.index(place, offsetBy: 2)...]))
    }
    return halves
  }
}
