import TreatyDiagnostics

/// A version that says less than has changed: found where it is asked for (``VersionCheck``).
enum VersionTooLow {
  static let page: CodePage = {
    var page = CodePage(
      code: .versionTooLow, name: "version-too-low", severity: .error, title: "The version says less than has changed",
      summary:
        "The version in the manifest has not risen, fell, or rose by less than the changes need; `treaty diff --check-version` finds it.",
      why: """
        Who takes the package by its version relies on what the numbers promise (semver.org): with what breaks the first one rises, with what weakens a \
        promise or exposes something the second, with all else the third. Before 1.0.0 it is the second and the third.
        """,
      mend: "Raise `version:` in the manifest to what the report says.", bad: nil, good: "version: 2.0.0")
    page.grade = "breaks, partner"
    return page
  }()
}
