public import TreatyCompiler
public import TreatyDiagnostics

/// All that can be said about a package before anything runs: what the compiler finds, what the rules find, and what of that the package
/// allows.
public enum PackageCheck {
  /// Checks a package with those that it uses.
  /// - Parameters:
  ///   - today: the day on which allows end or do not; without one none ends.
  ///   - clock: nanoseconds from some moment on, by which what each rule costs is measured.
  ///   - mapping: who does the work; the result is the same, whoever does.
  public static func run(
    _ root: PackageSource, using provider: some PackageProvider, today: CalendarDay? = nil,
    clock: (@Sendable () -> UInt64)? = nil, by mapping: some WorkMapping = SerialMapping()
  ) -> CompiledPackage {
    var package = PackageCompiler.compile(root, using: provider, by: mapping)
    let settings = RuleSettings(package, today: today)
    let suppressions = Suppressions(package.comments, in: package.sources, catalogue: Pages.catalogue, today: today)
    settings.apply(to: &package.findings)
    // What is allowed may be an error, and does not keep the rules from being asked.
    var allowed = package
    suppressions.apply(to: &allowed.findings, unused: .ignored)
    let isSound = package.plan != nil && !allowed.findings.hasErrors
    package.isRuled = isSound
    if isSound {
      let run = Rules.check(allowed, today: today, clock: clock, by: mapping)
      var found = run.findings
      package.costs = run.costs
      settings.apply(to: &found)
      package.findings.add(contentsOf: found)
    }
    suppressions.apply(to: &package.findings, unused: isSound ? .reported : .ignored)
    settings.addFaults(to: &package.findings)
    var findings = package.findings
    findings.locate { package.path(of: $0) }
    package.findings = findings
    return package
  }
}
