/// All kinds of changes.
public enum ChangeRules {
  /// The rules, in the order of their codes.
  public static let all: [any ChangeRule.Type] = [
    identity, routes, types, fields, tables, access, promises, retention, people, package,
  ].flatMap { $0 }

  private static let identity: [any ChangeRule.Type] = [
    FlowRemoved.self, FlowAdded.self, IdentityChanged.self, ItemsChanged.self, SystemRemoved.self, AddressChanged.self,
    MarkChanged.self, KeyHeaderChanged.self, IDFieldChanged.self,
  ]

  private static let routes: [any ChangeRule.Type] = [
    PathChanged.self, EventChanged.self, ConditionAdded.self, ConditionDropped.self, ConditionChanged.self,
    DestinationAdded.self, DestinationRemoved.self, DeliveriesReordered.self, VerbChanged.self,
  ]

  private static let types: [any ChangeRule.Type] = [
    FieldRequired.self, FieldOptional.self, FieldRetyped.self, WordRefused.self, WordTaken.self, LimitTightened.self,
    LimitLoosened.self, FieldUnknown.self, FieldKnown.self, ClassLowered.self, ClassRaised.self,
  ]

  private static let fields: [any ChangeRule.Type] = [
    FieldAdded.self, FieldDropped.self, FieldChanged.self,
  ]

  private static let tables: [any ChangeRule.Type] = [
    RowRemoved.self, RowChanged.self, RowAdded.self, ElseAdded.self, ElseRemoved.self, ElseChanged.self,
  ]

  private static let access: [any ChangeRule.Type] = [
    SenderUnproved.self, SenderProved.self, SenderProofChanged.self, ProofToSystemChanged.self, SecretNeeded.self,
    SecretUnneeded.self, TLSLowered.self, TLSRaised.self,
  ]

  private static let promises: [any ChangeRule.Type] = [
    SafetyWeaker.self, SafetyStronger.self, AnswersReadAnew.self, AttemptsLowered.self, AttemptsRaised.self,
    DeadlineShorter.self, DeadlineLonger.self, PauseShorter.self, JitterOff.self, BreakerLooser.self, BudgetLooser.self,
    PriorityLowered.self, PriorityRaised.self, UnsureAutomatic.self, UnsureAsked.self, FailureSkipped.self,
    FailureDealtWith.self, LanePolicyChanged.self, RateRaised.self, RateLowered.self, ConcurrencyRaised.self,
    ConcurrencyLowered.self, TimeoutShorter.self, ExpiresSooner.self, ExpiresLater.self,
  ]

  private static let retention: [any ChangeRule.Type] = [
    KeptShorter.self, KeptLonger.self, DeadKeptShorter.self, DeadKeptLonger.self, PayloadKeptShorter.self,
    PayloadKeptLonger.self, AuditKeptShorter.self, AuditKeptLonger.self, HoldRemoved.self, HoldAdded.self,
    ArchiveDropped.self, ArchiveAdded.self, RedactionDropped.self, RedactionAdded.self, MoreShown.self, LessShown.self,
    KeyPeriodChanged.self,
  ]

  private static let people: [any ChangeRule.Type] = [
    OwnerChanged.self
  ]

  private static let package: [any ChangeRule.Type] = [
    InputNeeded.self, InputAdded.self, InputRemoved.self, InputRetyped.self, DefaultChanged.self, PackageRenamed.self,
    SystemVersionChanged.self,
  ]
}
