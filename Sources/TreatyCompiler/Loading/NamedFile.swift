package import TreatySpec

/// A file that a spec names and that nothing reads when it is checked: somebody opens it later.
package struct NamedFile: Sendable {
  /// What such a file is for.
  package enum Role: String, Sendable {
    /// What to do when something fails.
    case runbook
    /// Times, as iCalendar.
    case calendar
    /// What a security review found.
    case report
  }

  /// Its path, where it is named.
  package let path: Located<String>
  /// What it is for.
  package let role: Role

  /// Whether a package is known not to have it, neither beside the spec that names it nor below its own folder. An address is no file.
  func isMissing(from spec: String, of location: String, _ provider: some PackageProvider) -> Bool {
    if path.value.contains("://") || path.value.hasPrefix("mailto:") { return false }
    let places = Set(
      [spec, ""].compactMap { start in
        if case .inside(let place) = DocumentPath(path.value, from: start) { place } else { nil }
      })
    // What leads out of the package is not in it, wherever anybody knows that.
    guard !places.isEmpty else { return provider.hasFile("treaty.yaml", of: location) != nil }
    return places.allSatisfy { provider.hasFile($0, of: location) == false }
  }
}

extension SpecFile {
  /// The files that it names for somebody to open.
  var namedFiles: [NamedFile] {
    let runbooks: [Located<String>?] =
      duties.flatMap { [$0.failure.runbook] + $0.failure.classes.map { $0.value.runbook } }
      + policies.escalation.map { $0.value.runbook } + services.map { $0.value.runbook }
    let times = calendars.map { $0.value.source?.file }
    let reports = findings.flatMap { [$0.value.source?.sarif, $0.value.source?.zap] }
    return named(runbooks, .runbook) + named(times, .calendar) + named(reports, .report)
  }

  private func named(_ paths: [Located<String>?], _ role: NamedFile.Role) -> [NamedFile] {
    paths.compactMap { $0.map { NamedFile(path: $0, role: role) } }
  }

  /// Whose each thing is that runs.
  private var duties: [Duty] {
    let moving = flows.map { $0.value.duty } + syncs.map { $0.value.duty } + reconciles.map { $0.value.duty }
    return moving + gates.map { $0.value.duty } + workflows.map { $0.value.duty } + probes.map { $0.value.duty }
  }
}
