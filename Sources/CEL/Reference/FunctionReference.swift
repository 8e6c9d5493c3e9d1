/// What libraries have, in words: made from the table that the checker and the evaluator read, so that it cannot differ from them. For
/// pages (``markdown(_:heading:)``) and for completion.
public struct FunctionReference: Hashable, Sendable, Codable {
  /// What a name stands for.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Written between or before its arguments.
    case `operator`
    /// Called with values.
    case function
    /// Called with expressions, which it evaluates itself.
    case macro
  }

  /// An operator, function or macro.
  public struct Entry: Hashable, Sendable, Codable {
    /// What it is.
    public var kind: Kind
    /// Its name as it is written: `+`, `math.abs`, `filter`.
    public var name: String
    /// How it is written, with types: `string.split(string) -> list(string)`; of a macro, with words for its parts.
    public var signatures: [String]
    /// What it does, in a sentence.
    public var doc: String
    /// An example, and what comes of it; both empty where there is none.
    public var example: String
    /// The result of the example, as CEL.
    public var result: String
    /// When it fails, as it goes on behind "fails when"; empty where it does not.
    public var errors: String
  }

  /// A library.
  public struct Section: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// What it is for, in a sentence.
    public var doc: String
    /// What it has: macros, then functions, as they stand in the table.
    public var entries: [Entry]
  }

  /// The libraries in order.
  public let sections: [Section]

  /// The reference of some libraries. Their examples are evaluated with these libraries.
  public init(_ libraries: [Library]) {
    let environment = Environment(libraries: libraries)
    sections = libraries.map { library in
      Section(
        name: library.name, doc: library.doc,
        entries: library.macros.map { Entry($0, in: environment) }
          + library.functions.map { Entry($0, in: environment) })
    }
  }

  /// The entries of some kinds as Markdown: a heading for each library that has any, and below it one for each entry.
  ///
  /// - Parameters:
  ///   - kinds: What is wanted; all unless told otherwise.
  ///   - heading: Level of the headings of libraries.
  public func markdown(_ kinds: Set<Kind> = Set(Kind.allCases), heading: Int = 2) -> String {
    let mark = String(repeating: "#", count: heading)
    let parts = sections.compactMap { section -> String? in
      let entries = section.entries.filter { kinds.contains($0.kind) }
      guard !entries.isEmpty else { return nil }
      return "\(mark) \(section.name)\n\(section.doc)\n\n"
        + entries.map { $0.markdown(mark + "#") }.joined(separator: "\n")
    }
    return parts.joined(separator: "\n")
  }
}

extension FunctionReference.Entry {
  fileprivate init(_ function: Function, in environment: Environment) {
    kind = Function.isOperator(function.name) ? .operator : .function
    name = function.name == "_[?_]" ? "[? ]" : function.name == "-_" ? "-x" : Function.spoken(function.name)
    signatures = Signature.lines(function)
    doc = function.doc
    example = function.example
    result = environment.result(of: function.example)
    errors = function.errors
  }

  fileprivate init(_ macro: MacroDescription, in environment: Environment) {
    kind = .macro
    name = macro.name
    signatures = macro.forms.map(\.text)
    doc = macro.doc
    example = macro.example
    result = environment.result(of: macro.example)
    errors = macro.errors
  }

  fileprivate func markdown(_ mark: String) -> String {
    var sentences = [doc]
    if !example.isEmpty { sentences.append("`\(example)` is `\(result)`.") }
    if !errors.isEmpty { sentences.append("Fails when \(errors).") }
    return "\(mark) `\(name)`\n\(sentences.joined(separator: " "))\n\n"
      + signatures.map { "- `\($0)`\n" }.joined()
  }
}

extension Environment {
  /// What comes of an example.
  fileprivate func result(of example: String) -> String {
    guard !example.isEmpty else { return "" }
    let compilation = compile(example)
    guard let program = compilation.program else { return compilation.issues.first?.message ?? "" }
    return program.evaluate(Activation()).celSource
  }
}
