public import TreatyCompiler
public import TreatyDiagnostics

/// All rules.
public enum Rules {
  /// The rules, in the order of their codes.
  public static let all: [any Rule.Type] = safety + exposure + access

  private static let safety: [any Rule.Type] = [RetriedUnsafeCreate.self]

  private static let exposure: [any Rule.Type] = [
    OpenWebhook.self, PlainHTTP.self, DuplicatePath.self, LiteralCredential.self, UnsignedWebhook.self,
    CredentialInURL.self, OpenFinding.self, OverdueFinding.self, AcceptedWithoutReason.self, ReplayWindow.self,
    InsecureConnection.self, OldTLS.self, UnownedFinding.self,
  ]

  private static let access: [any Rule.Type] = [
    MissingPermission.self, ExcessPermission.self, UnknownPermission.self, OrphanedAccount.self, UnownedAccount.self,
    ExpiredAccount.self, UnreviewedAccount.self, OverdueReview.self, WeakAuthentication.self, SharedAccount.self,
    SystemWithoutAccount.self, ReviewedByItself.self, UnrotatedSecret.self, SharedSecret.self, UnusedSecret.self,
    ApprovedByItself.self, SilenceAsConsent.self, PasswordToPartner.self,
  ]

  /// What came of a run of the rules.
  public struct Run: Sendable {
    /// What they found.
    public var findings = Findings()
    /// What each of them cost, in the order of their codes; none where nobody measured.
    public var costs: [RuleCost] = []
  }

  /// Runs all rules over a package; over none that has errors, since what they rely on does not hold there.
  /// - Parameters:
  ///   - today: The day on which it is looked at; without one nothing is late.
  ///   - clock: Nanoseconds from some moment on, by which what each rule costs is measured.
  ///   - mapping: Who does the work; the result is the same, whoever does.
  public static func check(
    _ package: CompiledPackage, today: CalendarDay? = nil, clock: (@Sendable () -> UInt64)? = nil,
    by mapping: some WorkMapping = SerialMapping()
  ) -> Run {
    var run = Run()
    guard let plan = package.plan, !package.findings.hasErrors else { return run }
    let ruled = RuledPackage(package, plan: plan, today: today)
    let outcomes = mapping.map(all.count) { index in
      var findings = Findings()
      let began = clock?()
      all[index].init().check(ruled, &findings)
      let ended = clock?()
      return (findings, began.flatMap { began in ended.map { $0 &- began } })
    }
    for (rule, (findings, nanoseconds)) in zip(all, outcomes) {
      run.findings.add(contentsOf: findings)
      if let nanoseconds { run.costs.append(RuleCost(code: rule.about.code, nanoseconds: nanoseconds)) }
    }
    run.findings.grade { finding in
      ruled.profiles.sharpen(&finding)
      return nil
    }
    return run
  }
}
