public import TreatyDiagnostics

/// All kinds of changes.
public enum ChangeRules {
  /// The rules, in the order of their codes.
  public static let all: [any ChangeRule.Type] = [
    identity, routes, types, fields, tables, access, promises, retention, people, time, package, syncs, workflows,
    calls,
  ].flatMap { $0 }.sorted { $0.about.code < $1.about.code }

  /// Pages of all codes that a comparison may give.
  public static let pages: [CodePage] = all.map { $0.about.page } + [VersionTooLow.page, ApprovalNeedless.page]

  private static let identity: [any ChangeRule.Type] = [
    FlowRemoved.self, FlowAdded.self, IdentityChanged.self, ItemsChanged.self, SystemRemoved.self, AddressChanged.self,
    MarkChanged.self, KeyHeaderChanged.self, IDFieldChanged.self, Renamed.self,
  ]

  private static let calls: [any ChangeRule.Type] = [
    OperationRemoved.self, OperationAdded.self, CallChanged.self, AnswerUsedOtherwise.self, RecordRemoved.self,
    RecordAdded.self, WatermarkChanged.self, OperationPaceChanged.self, BatchChanged.self, TraceStampChanged.self,
    ConnectorChanged.self, LogChanged.self, DeliveryIDChanged.self, QuotingChanged.self, SearchDelayChanged.self,
    ThrottleChanged.self, AccountLimitsChanged.self, TimeoutLonger.self, TargetTypeChanged.self, TableTypeChanged.self,
    BudgetWindowChanged.self, AlertNameChanged.self, HealthAskedOtherwise.self, OwnedElsewhere.self, ArchiveMoved.self,
    BreakerStricter.self, SystemSaidOtherwise.self,
    ConnectorSaidOtherwise.self, ConnectorRemoved.self, ConnectorAdded.self, ModelSaidOtherwise.self,
    ModelRemoved.self, ModelAdded.self,
  ]

  private static let routes: [any ChangeRule.Type] = [
    PathChanged.self, EventChanged.self, ConditionAdded.self, ConditionDropped.self, ConditionChanged.self,
    DestinationAdded.self, DestinationRemoved.self, DeliveriesReordered.self, VerbChanged.self,
    ConditionNarrower.self, ConditionWider.self,
  ]

  private static let types: [any ChangeRule.Type] = [
    FieldRequired.self, FieldOptional.self, FieldRetyped.self, WordRefused.self, WordTaken.self, LimitTightened.self,
    LimitLoosened.self, FieldUnknown.self, FieldKnown.self, ClassLowered.self, ClassRaised.self,
    DataReaches.self,
  ]

  private static let fields: [any ChangeRule.Type] = [
    FieldAdded.self, FieldDropped.self, FieldChanged.self, MappingChanged.self,
  ]

  private static let tables: [any ChangeRule.Type] = [
    RowRemoved.self, RowChanged.self, RowAdded.self, ElseAdded.self, ElseRemoved.self, ElseChanged.self,
    TableRemoved.self, TableAdded.self, TableReadOtherwise.self,
  ]

  private static let access: [any ChangeRule.Type] = [
    SenderUnproved.self, SenderProved.self, SenderProofChanged.self, ProofToSystemChanged.self, SecretNeeded.self,
    SecretUnneeded.self, TLSLowered.self, TLSRaised.self,
    AccountRemoved.self, AccountAdded.self, AccountChanged.self,
    InsecureAllowed.self, InsecureForbidden.self,
  ]

  private static let promises: [any ChangeRule.Type] = [
    SafetyWeaker.self, SafetyStronger.self, AnswersReadAnew.self, AttemptsLowered.self, AttemptsRaised.self,
    DeadlineShorter.self, DeadlineLonger.self, PauseShorter.self, JitterOff.self, BreakerLooser.self, BudgetLooser.self,
    PriorityLowered.self, PriorityRaised.self, UnsureAutomatic.self, UnsureAsked.self, FailureSkipped.self,
    FailureDealtWith.self, LanePolicyChanged.self, RateRaised.self, RateLowered.self, ConcurrencyRaised.self,
    ConcurrencyLowered.self, TimeoutShorter.self, ExpiresSooner.self, ExpiresLater.self,
    DormantRetryChanged.self,
    PauseLonger.self, JitterChanged.self, BudgetStricter.self,
  ]

  private static let retention: [any ChangeRule.Type] = [
    KeptShorter.self, KeptLonger.self, DeadKeptShorter.self, DeadKeptLonger.self, PayloadKeptShorter.self,
    PayloadKeptLonger.self, AuditKeptShorter.self, AuditKeptLonger.self, HoldRemoved.self, HoldAdded.self,
    ArchiveDropped.self, ArchiveAdded.self, RedactionDropped.self, RedactionAdded.self, MoreShown.self, LessShown.self,
    KeyPeriodChanged.self, DormantRetentionChanged.self, DormantProtectionChanged.self,
  ]

  private static let people: [any ChangeRule.Type] = [
    OwnerChanged.self,
    TeamRemoved.self, TeamAdded.self, TeamChanged.self, EscalationRemoved.self, EscalationAdded.self,
    EscalationChanged.self, ChannelRemoved.self, ChannelAdded.self, ChannelChanged.self, ContractRemoved.self,
    ContractAdded.self, ContractChanged.self, AgreementRemoved.self, AgreementAdded.self, AgreementChanged.self,
    ServiceRemoved.self, ServiceAdded.self, ServiceChanged.self, CapabilityRemoved.self, CapabilityAdded.self,
    CapabilityChanged.self, LevelsLowered.self, LevelsRaised.self, LevelsDropped.self, LevelsPromised.self,
    RunbookGone.self, ToldLater.self, EscalatedElsewhere.self, HealthDropped.self, HealthAdded.self, HealthSlower.self,
    DecisionRemoved.self, DecisionAdded.self, DecisionChanged.self, FindingRemoved.self, FindingAdded.self,
    FindingChanged.self, ToldSooner.self, HealthFaster.self,
  ]

  private static let package: [any ChangeRule.Type] = [
    InputNeeded.self, InputAdded.self, InputRemoved.self, InputRetyped.self, DefaultChanged.self, PackageRenamed.self,
    SystemVersionChanged.self,
    ProfileDropped.self, ProfileAdded.self, ProfileChanged.self, FindingAllowed.self, FindingCounts.self,
    RuleLowered.self, RuleRaised.self, RotationSlower.self, RotationFaster.self, UseChanged.self,
    PackageSaidOtherwise.self,
  ]

  private static let time: [any ChangeRule.Type] = [
    CalendarRemoved.self, CalendarAdded.self, CalendarChanged.self,
  ]

  private static let syncs: [any ChangeRule.Type] = [
    SyncRemoved.self, SyncAdded.self, SyncChanged.self, ReconcileRemoved.self, ReconcileAdded.self,
    ReconcileChanged.self,
  ]

  private static let workflows: [any ChangeRule.Type] = [
    WorkflowRemoved.self, WorkflowAdded.self, WorkflowChanged.self, GateRemoved.self, GateAdded.self, GateChanged.self,
    ProbeRemoved.self, ProbeAdded.self, ProbeChanged.self,
    DormantFlowRemoved.self, DormantFlowAdded.self, DormantFlowChanged.self, FlowDormant.self, FlowAwake.self,
  ]
}
