public import TreatyDiagnostics
public import TreatyPlan
public import TreatySpec
import TreatySyntax

/// A package, compiled: what was found, and the plan where nothing forbids it.
public struct CompiledPackage: Sendable {
  /// The files that were read.
  public var sources: Sources
  /// What was found.
  public var findings: Findings
  /// The plan as far as it could be made, without its declarations, which ``file()`` adds: nothing is checked by them. Sound only where
  /// ``findings`` has no errors.
  public var plan: Plan?
  /// Where each element of the plan stands.
  public var places = Places()
  /// Whether all was looked at: no error kept rules from being asked.
  public var isRuled = false
  /// What each rule cost; none where nobody measured.
  public var costs: [RuleCost] = []
  /// The files as they were read, by number; `nil` for what is no YAML.
  var trees: [SyntaxTree?] = []
  /// What the manifest says about findings.
  public var settings: [RuleSetting] = []
  /// All that is declared.
  package var namespace = Namespace()
  /// What is known of expressions and fields, for those who follow values through them.
  package var knowledge = ExpressionKnowledge()

  /// Names that the package can refer to, by section, sorted.
  public var names: [Section: [String]] {
    Dictionary(uniqueKeysWithValues: Section.allCases.map { ($0, namespace.visible($0, package: 0)) })
  }

  /// How many of something that runs the package declares.
  public func count(of section: Section) -> Int { namespace.count(of: section) }

  /// The plan's file.
  /// - Returns: `nil` where an error was found.
  /// - Throws: ``PlanFailure``, which would be a fault of the compiler.
  public func file() throws(PlanFailure) -> PlanFile? {
    guard var plan, !findings.hasErrors else { return nil }
    let writer = ContentWriter(namespace: namespace)
    let written = writer.declarations(besides: Set(plan.flows.map(\.name)))
    var declared = written.map { ($0.declaration, $0.place, writer.keyPlaces($0.node)) }
    var packagePlaces = writer.packagePlaces
    writer.package(allowed: allowed(&packagePlaces)).map { declared.append(($0.declaration, $0.place, [])) }
    declared.sort { ($0.0.section, $0.0.name) < ($1.0.section, $1.0.name) }
    plan.declarations = declared.map(\.0)
    if !namespace.renames.isEmpty {
      let renames = writer.places(of: namespace.renames, in: written)
      plan.renames = renames.sorted { ($0.section, $0.name) < ($1.section, $1.name) }
    }
    let declarations = declared.enumerated().map { ("/declarations/\($0.offset)", $0.element.1) }
    var all = places.all.merging(declarations) { first, _ in first }
    for (index, one) in declared.enumerated() {
      // What stands in the line of what holds it is found with that: a plan need not be twice as large for it.
      var lines = ["": sources.start(of: one.1).line]
      for (pointer, span) in one.2 {
        let line = sources.start(of: span).line
        let holder = pointer.lastIndex(of: "/").map { String(pointer[..<$0]) } ?? ""
        lines[pointer] = line
        if line != lines[holder] { all["/declarations/\(index)\(pointer)"] = span }
      }
    }
    if let package = plan.declarations.firstIndex(where: { $0.section == "package" }) {
      for (pointer, span) in packagePlaces { all["/declarations/\(package)/\(pointer)"] = span }
    }
    var origins: [String: Origin] = [:]
    for (pointer, span) in all {
      let start = sources.start(of: span)
      origins[pointer] = Origin(file: sources[span.file].path, line: start.line, column: start.column)
    }
    return try PlanFile(plan: plan, origins: origins)
  }
}

/// Reads, resolves and checks packages.
public enum PackageCompiler {
  /// Compiles a package with those that it uses.
  /// - Parameter mapping: Who does the work; the result is the same, whoever does.
  public static func compile(
    _ root: PackageSource, using provider: some PackageProvider, by mapping: some WorkMapping = SerialMapping()
  ) -> CompiledPackage {
    var loader = PackageLoader(provider: provider)
    guard loader.load(root: root, by: mapping) else {
      return CompiledPackage(
        sources: loader.sources, findings: loader.findings, plan: nil, trees: loader.trees)
    }
    let namespace = Namespace(loader)
    var lowering = Lowering(namespace: namespace)
    lowering.run(mapping)
    var findings = loader.findings
    findings.add(contentsOf: namespace.findings)
    findings.add(contentsOf: lowering.findings)
    if !findings.hasErrors, namespace.isEmpty,
      let span = loader.sources.ids.first.map({ Span(file: $0, range: 0..<0) })
    {
      findings.add(
        Diagnostic(
          code: .noSpecs, severity: .error, message: "the package declares nothing", primary: Label(span: span),
          reason: "a check that looked at nothing would pass",
          fixes: [Fix(title: "put sections such as `systems` and `flows` into files that end in `.treaty.yaml`")]))
    }
    var package = CompiledPackage(
      sources: loader.sources, findings: findings, plan: lowering.plan, places: lowering.places, trees: loader.trees)
    package.namespace = namespace
    package.knowledge = lowering.knowledge
    package.settings = namespace.packages.first?.manifest.rules.compactMap(RuleSetting.init) ?? []
    return package
  }
}
