import CEL
public import TreatyDiagnostics
public import TreatyPlan
import TreatySpec
import TreatySyntax

/// A type of a spec, for an expression that stands in none.
public struct Schema: Sendable {
  /// The type.
  public var type: TypeText
  /// The types that it refers to, and itself.
  public var catalogue: TypeCatalogue
}

/// What reading a schema came to.
public struct SchemaReading: Sendable {
  /// The files that were read.
  public var sources: Sources
  /// What was found.
  public var findings: Findings
  /// The schema; `nil` where an error was found.
  public var schema: Schema?
}

/// Reads types as they are written in specs, without making a plan.
public enum SchemaReader {
  /// A model, or a record or event of a connector, in a package or one that it uses.
  ///
  /// `ticket` is short for `request-tracker.ticket` where only one connector has a ticket. Errors elsewhere in the package, such as in
  /// its flows, are of no account.
  public static func record(
    _ name: String, of package: PackageSource, using provider: some PackageProvider
  ) -> SchemaReading {
    var loader = PackageLoader(provider: provider)
    guard loader.load(root: package, by: SerialMapping()), !loader.findings.hasErrors else {
      return SchemaReading(sources: loader.sources, findings: loader.findings)
    }
    var lowering = Lowering(namespace: Namespace(loader))
    let names = lowering.lowerRecords()
    let ending = names.filter { $0.hasSuffix(".\(name)") }
    guard let found = names.contains(name) ? name : ending.count == 1 ? ending.first : nil else {
      let shown = package.shownAs.isEmpty ? package.location : package.shownAs
      return SchemaReading(
        sources: loader.sources,
        findings: Findings(unknownRecord(name, of: shown, ending.isEmpty ? names : ending, names)))
    }
    return reading(TypeText("@\(found)"), of: lowering, loader.sources)
  }

  /// Fields in the notation of specs, `{id: int, state: {enum: [new, open]}}`, as YAML or JSON. Other fields may come, as in a
  /// connector's record, and cannot be read.
  /// - Parameter name: What the record is called in messages.
  public static func notation(_ file: SourceText, named name: String) -> SchemaReading {
    var sources = Sources()
    var findings = Findings()
    let id = sources.add(path: file.path, bytes: file.bytes)
    let tree = SyntaxTree.read(file: id, bytes: file.bytes, into: &findings)
    guard !findings.hasErrors else { return SchemaReading(sources: sources, findings: findings) }
    guard let root = tree?.root, root.kind == .mapping else {
      findings.add(
        Diagnostic(
          code: .unknownType, severity: .error, message: "this is not a record type",
          primary: Label(span: tree?.root?.span ?? Span(file: id, range: 0..<0)),
          fixes: [Fix(title: "write its fields as a mapping: `{id: int, state: {enum: [new, open]}}`")]))
      return SchemaReading(sources: sources, findings: findings)
    }
    var lowering = Lowering(namespace: Namespace())
    let fields = root.entries.map { key, value in
      Named(name: Located(key.text, at: key.span), value: value, node: value)
    }
    return reading(lowering.record(TypeText.name(name), fields, isOpen: true), of: lowering, sources)
  }

  private static func reading(_ type: TypeText, of lowering: Lowering, _ sources: Sources) -> SchemaReading {
    let schema = Schema(type: type, catalogue: lowering.types)
    return SchemaReading(
      sources: sources, findings: lowering.findings, schema: lowering.findings.hasErrors ? nil : schema)
  }

  private static func unknownRecord(_ name: String, of package: String, _ meant: [String], _ all: [String])
    -> Diagnostic
  {
    let isAmbiguous = meant.count < all.count
    var diagnostic = Diagnostic(
      code: .unknownName, severity: .error,
      message: isAmbiguous
        ? "`\(package)` has several records `\(name)`" : "`\(package)` has no record `\(name)`", primary: nil)
    let near = NearName.suggest(
      for: name, among: all + all.compactMap { $0.split(separator: ".").last.map(String.init) })
    if !isAmbiguous, let near {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?")]
    } else if all.isEmpty {
      diagnostic.reason = "it has no models, and no connectors with records or events"
    } else {
      diagnostic.fixes = [Fix(title: "known: \(meant.sorted().map { "`\($0)`" }.joined(separator: ", "))")]
    }
    return diagnostic
  }
}

extension Lowering {
  /// Makes the types of all models and connectors.
  /// - Returns: names of those that a person would name: not what lies inside of them.
  fileprivate mutating func lowerRecords() -> [String] {
    var names = namespace.models.sorted.map { $0.name.value }
    for model in namespace.models.sorted { _ = modelType(model.name.value) }
    for connector in namespace.connectors.sorted {
      interface(of: connector.name.value)
      for record in connector.value.records {
        names.append("\(connector.name.value).\(record.name.value)")
        if record.value.accepts != nil { names.append("\(connector.name.value).\(record.name.value).accepts") }
      }
      names += connector.value.events.map { "\(connector.name.value).\($0.name.value)" }
    }
    return names
  }
}

extension Findings {
  /// One finding.
  fileprivate init(_ diagnostic: Diagnostic) {
    self.init()
    add(diagnostic)
  }
}
