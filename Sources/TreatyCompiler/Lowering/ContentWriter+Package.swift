import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What a package says of itself, and what packages that are no part of Treaty declare for others to lean on: no host carries it out in
/// this form, and a review wants to know of it.
extension ContentWriter {
  /// Connectors, models and profiles of the package and of those that it uses by a path, and what tables say of the way back. Those of `std/…`
  /// change with Treaty's version alone.
  func described() -> [Written] {
    namespace.connectors.sorted.filter(isOurs).map(planned) + namespace.models.sorted.filter(isOurs).map(planned)
      + namespace.profiles.sorted.filter(isOurs).map(planned)
      + namespace.tables.sorted.filter(isOurs).compactMap(waysOf)
  }

  private func isOurs<Element>(_ element: Named<Element>) -> Bool {
    let package = namespace.packages[namespace.package(of: element.name.span)]
    return !package.manifest.package.value.hasPrefix("std/")
  }

  /// What a table says besides what it makes of a key, which the plan has in another form.
  private func waysOf(_ table: Named<TableDeclaration>) -> Written? {
    var written = planned(table)
    guard case .object(let fields) = written.declaration.content else { return nil }
    let kept = fields.filter { ["back", "one-way", "normalise", "owner"].contains($0.key) }
    guard !kept.isEmpty else { return nil }
    written.declaration.content = .object(kept)
    return written
  }

  /// What the manifest says besides name and version, and what comments allow.
  /// - Parameter allowed: by code and declaration, the last day on which it is allowed; an empty text is for ever.
  func package(allowed: [String: [String: String]]) -> (declaration: PlannedDeclaration, place: Span)? {
    guard let package = namespace.packages.first else { return nil }
    let manifest = package.manifest
    var fields: [String: PlannedContent] = [:]
    fields["owner"] = manifest.owner.map { .scalar(.string(namespace.canonical($0, .teams) ?? $0.value)) }
    fields["preview"] = manifest.preview ? .scalar(.bool(true)) : nil
    if !manifest.profiles.isEmpty {
      let names = Set(manifest.profiles.map { namespace.canonical($0, .profiles) ?? $0.value })
      fields["profiles"] = .list(names.sorted().map { .scalar(.string($0)) })
    }
    fields["rules"] = object(manifest.rules.map { ($0.name.value, setting($0.value)) })
    fields["uses"] = object(package.uses.map(use))
    fields["secrets"] = object(
      namespace.secrets.sorted.compactMap { secret in
        secret.value.rotate.map { (secret.name.value, .object(["rotate": .scalar(.int($0.value))])) }
      })
    fields["allows"] = object(
      allowed.map { code, places in (code, .object(places.mapValues { .scalar(.string($0)) })) })
    let declaration = PlannedDeclaration(
      section: "package", name: manifest.package.value, content: .object(fields))
    return (declaration, manifest.package.span)
  }

  /// `nil` for no fields: what is not said is left out.
  private func object(_ fields: [(String, PlannedContent)]) -> PlannedContent? {
    fields.isEmpty ? nil : .object(Dictionary(fields, uniquingKeysWith: { first, _ in first }))
  }

  private func setting(_ rule: RuleSettingDeclaration) -> PlannedContent {
    var fields: [String: PlannedContent] = ["severity": .scalar(.string(rule.severity.value.rawValue))]
    // A severity that is less than usual gives a reason, and nothing else in a plan says what is usual.
    fields["reason"] = rule.reason.map { .scalar(.string($0.value)) }
    fields["until"] = rule.until.map { .scalar(.string($0.value)) }
    return .object(fields)
  }

  /// A package that is used, under its own name: where it was found says nothing.
  private func use(_ use: LoadedPackage.Use) -> (String, PlannedContent) {
    let manifest = namespace.packages[use.package].manifest
    var fields: [String: PlannedContent] = ["version": .scalar(.string(manifest.version.value))]
    let said = namespace.packages.first?.manifest.uses.first { $0.package.span == use.span }
    fields["range"] = (said?.version).map { .scalar(.string("\($0.value)")) }
    return (manifest.package.value, .object(fields))
  }
}

extension ContentWriter {
  /// Where the parts of what the manifest says stand, by pointers within it.
  var packagePlaces: [String: Span] {
    guard let package = namespace.packages.first else { return [:] }
    var places: [String: Span] = [:]
    places["owner"] = package.manifest.owner?.span
    places["profiles"] = package.manifest.profiles.first?.span
    for rule in package.manifest.rules { places["rules/\(rule.name.value)"] = rule.name.span }
    for use in package.uses { places["uses/\(namespace.packages[use.package].manifest.package.value)"] = use.span }
    return places
  }
}

extension CompiledPackage {
  /// What comments of the package at hand allow: by code and declaration the last day on which it is allowed. Where in a declaration a
  /// comment stands is of no account.
  /// - Parameter places: Takes where that is said, by pointers within the package.
  func allowed(_ places: inout [String: Span]) -> [String: [String: String]] {
    var allowed: [String: [String: String]] = [:]
    for allowance in Allowance.all(comments, in: sources) {
      for place in declarations(in: allowance.scope) {
        places["allows/\(allowance.code.name)/\(place)"] = allowance.span
        let until = allowance.until.map { "\($0)" } ?? ""
        let code = allowance.code.name
        let known = allowed[code]?[place]
        allowed[code, default: [:]][place] = known.map { $0.isEmpty || until.isEmpty ? "" : max($0, until) } ?? until
      }
    }
    return allowed
  }

  /// Declarations of the package at hand that a comment stands in, or all in its file.
  private func declarations(in scope: Allowance.Scope) -> [String] {
    switch scope {
    case .node(let span):
      guard namespace.package(of: span) == 0, trees.indices.contains(Int(span.file.index)),
        let steps = trees[Int(span.file.index)]?.path(of: span).steps
      else { return [] }
      let keys = steps.prefix { if case .key = $0 { true } else { false } }
      let isPolicy = keys.first == .key("policies")
      return [NodePath(Array(keys.prefix(isPolicy ? 3 : 2))).description]
    case .file(let file):
      return namespace.declared().filter { $0.span.file == file }.map { "\($0.section.path).\($0.name)" }
    }
  }
}
