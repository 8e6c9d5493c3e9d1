public import TreatyCompiler
public import TreatyDiagnostics

/// All rules.
public enum Rules {
  /// The rules, in the order of their codes.
  public static let all: [any Rule.Type] = [
    safety, exposure, ownership, time, data, classes, access, retention, response, lifecycle, decisions, services,
    bounds,
  ].flatMap { $0 }

  private static let safety: [any Rule.Type] = [
    RetriedUnsafeCreate.self, CircularFlows.self, UnstableKey.self, ConstantKey.self, SplitLanes.self,
    WebhookWithoutDeliveryID.self, DoubledOnFirstSync.self, ForgottenTooSoon.self, MadeOutsideScope.self,
    UnorderedStep.self,
  ]

  private static let exposure: [any Rule.Type] = [
    OpenWebhook.self, PlainHTTP.self, DuplicatePath.self, LiteralCredential.self, UnsignedWebhook.self,
    CredentialInURL.self, OpenFinding.self, OverdueFinding.self, AcceptedWithoutReason.self, ReplayWindow.self,
    InsecureConnection.self, OldTLS.self, UnownedFinding.self, OneAddressTwoParties.self,
  ]

  private static let access: [any Rule.Type] = [
    MissingPermission.self, ExcessPermission.self, UnknownPermission.self, OrphanedAccount.self, UnownedAccount.self,
    ExpiredAccount.self, UnreviewedAccount.self, OverdueReview.self, WeakAuthentication.self, SharedAccount.self,
    SystemWithoutAccount.self, ReviewedByItself.self, UnrotatedSecret.self, SharedSecret.self, UnusedSecret.self,
    ApprovedByItself.self, SilenceAsConsent.self, PasswordToPartner.self,
  ]

  private static let ownership: [any Rule.Type] = [
    ForeignField.self, TwoOwners.self, RuleAgainstOwner.self, SharedFieldWithoutAgreement.self, EndedAgreement.self,
    AgreementOfOthers.self, CorrectionAgainstOwner.self, ValueOfNoOwner.self, OverlappingFlows.self,
    OverlappingSyncs.self, FlowIntoSync.self, NeverApplies.self, ShadowedRule.self, DeadBranch.self,
    ContradictoryScope.self, UnreachedStep.self, EmptySteps.self, LoneAgreement.self,
  ]

  private static let data: [any Rule.Type] = [
    UnreachableRow.self, MissingRow.self, UselessElse.self, Truncation.self, Narrowing.self, ZoneLost.self,
    UnsetRequired.self, UnusedLookup.self,
    UnwrittenSide.self,
    UnvalidatedIntake.self, EmptyKey.self, UnitMismatch.self, ClosesNothing.self,
  ]

  private static let classes: [any Rule.Type] = [
    UnclearedSystem.self, ClassifiedLog.self, ClassifiedURL.self, ClassifiedKey.self, ClassifiedGroup.self,
    ClassifiedReason.self, ClassifiedQuestion.self, ClassifiedAnswer.self, LoweredClass.self, StaffNoteToCustomer.self,
    StaffCommentsCross.self, UnclearedLookup.self, UnmarkedComments.self, UncheckedAttachments.self,
  ]

  private static let retention: [any Rule.Type] = [
    KeptTooLong.self, KeptWithoutPolicy.self, AuditTooShort.self, UnsealedPayload.self, UnredactedClass.self,
    ShownToOperators.self, OldKeys.self, EndlessHold.self, EndlessArchive.self, DataLeavesRegion.self,
    ClassKeptLonger.self, UnloggedAccess.self, EndedHold.self,
  ]

  private static let lifecycle: [any Rule.Type] = [
    RetiredSystem.self, RetiringSystem.self, PlannedSystem.self, SunsetPassed.self, NoSuccessor.self,
    SuccessorLeaves.self, SharedRevocation.self, UnknownVersion.self, SunsetOfActive.self, PilotCarriesService.self,
    DayAhead.self, DaysReversed.self,
  ]

  private static let decisions: [any Rule.Type] = [
    OutcomeNotBest.self, DecidedNothing.self, AvoidedConnector.self, UnusedDecision.self, TopologyAgainstDecision.self,
    ModelBypassed.self, PaceAgainstDecision.self, OverdueDecision.self, UnscoredOption.self, SupersededDecision.self,
    ChoiceAgainstDecision.self,
  ]

  private static let bounds: [any Rule.Type] = [
    WideFanOut.self, LargePage.self, WindowBeyondRetention.self, WindowBeyondExpiry.self, FlappingUnseen.self,
    LargeAttachment.self, OpenGuard.self, EndlessWait.self, WaitBeyondWorkflow.self, LoadBeyondLimit.self,
    EndlessRetry.self, GraceTooShort.self, BulkBeforeUrgent.self, BreakerBeyondDeadline.self, EmptyBudget.self,
    IdleLimit.self,
  ]

  private static let time: [any Rule.Type] = [
    FreshnessMissed.self, FreshnessWithoutRetry.self, QuotaExceeded.self, RateExceeded.self, PaceAgainstAdvice.self,
    PaceAgainstTrigger.self, RetryBeyondExpiry.self, RetryWithoutJitter.self, TimeoutBeyondPromise.self,
    PollFasterThanSearch.self, SlowGate.self, OverlappingProbes.self, SkippedHour.self, ClockTooCoarse.self,
    AccountRateExceeded.self, ExpiryNeverReached.self,
  ]

  private static let response: [any Rule.Type] = [
    NobodyAnswers.self, UncoveredHour.self, NoRunbook.self, MissingRunbook.self, CallsNobody.self,
    DisorderedEscalation.self, EndedContract.self, NoticePassed.self, PromiseBeyondContract.self, UnreachableTeam.self,
    WrongCalendar.self, EmptyCalendar.self, NoAlert.self, NobodyAbove.self, MalformedContact.self,
    UnservedContact.self, IdleChannel.self,
  ]

  private static let services: [any Rule.Type] = [
    FlowWithoutCapability.self, UnservedCapability.self, UnprobedService.self, UnescalatedService.self,
    AvailabilityBeyondDependency.self, CircularDependency.self, CriticalOnLess.self, UnownedCapability.self,
    RecoveryBeyondDependency.self, BlindProbe.self,
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
