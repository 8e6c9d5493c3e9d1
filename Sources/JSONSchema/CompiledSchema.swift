public import CEL

/// A JSON Schema (draft 2020-12), ready to hold values against.
///
/// Compiled once, from then on nothing of the document is looked at. Copies share the program; it may be used from several threads.
public struct CompiledSchema: Sendable {
  let program: Program
  /// What checking one value may take.
  public var limits = SchemaLimits.standard

  /// What `format` does.
  public enum FormatUse: Hashable, Sendable {
    /// It says what a text is meant to be, and no value is refused for it: what the specification asks for.
    case annotation
    /// A text has to have the form, where the format is one of those of the specification.
    case assertion
  }

  /// What a keyword does that draft 2020-12 does not have.
  public enum ForeignKeywords: Hashable, Sendable {
    /// It is a note of whoever wrote it: what the specification asks for.
    case ignored
    /// It is a problem, unless it begins with `x-`: whoever wrote it believes that it does something. So is the name of a format that
    /// is nearly one of the specification.
    case refused
  }

  /// What came of a document: the schema, or what is wrong with it.
  public struct Compilation: Sendable {
    /// The schema; `nil` when there are problems.
    public var schema: CompiledSchema?
    /// Everything that is wrong, in the order of the document.
    public var problems: [SchemaProblem]
  }

  /// Compiles a document. Nothing is fetched: what it refers to is in the document, in `resources`, or one of the meta-schemas of
  /// draft 2020-12, which are built in.
  ///
  /// - Parameters:
  ///   - document: The schema: an object, `true` or `false`.
  ///   - pointer: Where in the document the schema stands that values are held against; empty for the whole.
  ///   - baseURI: Where the document comes from, for references that are relative; its `$id` counts more.
  ///   - resources: Other documents by their URI.
  ///   - formats: Whether a text has to have the form that `format` names.
  ///   - foreignKeywords: Whether keywords that there are not are refused.
  public static func compile(
    _ document: Value, at pointer: String = "", baseURI: String = "", resources: [String: Value] = [:],
    formats: FormatUse = .annotation, foreignKeywords: ForeignKeywords = .ignored
  ) -> Compilation {
    SchemaCompiler.compile(
      document, at: pointer, baseURI: baseURI, resources: resources, formats: formats,
      foreignKeywords: foreignKeywords, metaSchemas: MetaSchema.standard)
  }

  /// The same, from a JSON text.
  public static func compile(
    json bytes: some Collection<UInt8>, at pointer: String = "", baseURI: String = "", resources: [String: Value] = [:],
    formats: FormatUse = .annotation, foreignKeywords: ForeignKeywords = .ignored
  ) -> Compilation {
    do {
      return compile(
        try Value(json: bytes), at: pointer, baseURI: baseURI, resources: resources, formats: formats,
        foreignKeywords: foreignKeywords)
    } catch {
      let problem = SchemaProblem(.invalid, pointer: "", message: "this is no JSON: \(error)")
      return Compilation(schema: nil, problems: [problem])
    }
  }

  /// Whether the schema allows a value. What JSON does not have, as moments and bytes, counts as what `Value.json()` writes for it.
  public func isValid(_ value: Value) -> Bool {
    Evaluation.isValid(value, program, limits)
  }

  /// What the schema does not allow about a value, in the order of the value, at most ``SchemaLimits/violations``; none where
  /// it is valid, which costs no more than ``isValid(_:)``.
  public func validate(_ value: Value) -> [SchemaViolation] {
    isValid(value) ? [] : Evaluation.violations(of: value, program, limits)
  }

  /// What the values that it allows look like, as far as that can be said.
  public var shape: SchemaShape { ShapeBuilder.shape(of: program) }
}
