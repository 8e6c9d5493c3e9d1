public import TreatyDiagnostics

/// The pages of all codes: what `treaty explain` shows, what the documentation has, and what decides whether a finding can be allowed.
///
/// A rule's page stands in the file of the rule; those of all other codes stand beside this one, a file a family. `bad` and `good` are spec
/// files that are added to a small package (`Tests/TreatyCompilerTests/Fixtures/base`); one whose first line is `# treaty.yaml` takes the
/// place of its manifest. Each further line of that kind, `# house.treaty.yaml`, begins another file. Tests compile both.
public enum Pages {
  /// The pages, by code.
  public static let catalogue = Catalogue(all)

  /// The pages as they are written.
  package static let all: [CodePage] = [
    yaml, shape, names, packages, expressions, types, tables, schemas, safety, exposure, plans, host, allows,
    Rules.all.map { $0.about.page },
  ].flatMap { $0 }

  /// Codes that nothing finds in edition 1: they have a page, and no examples that could be tests.
  package static let unused: Set<DiagnosticCode> = [.deprecatedKey, .unusedName]
}
