/// One file of a package: its sections.
public struct SpecFile: Described {
  /// Section `inputs`.
  public var inputs: [Named<InputDeclaration>] = []
  /// Section `secrets`.
  public var secrets: [Named<SecretDeclaration>] = []
  /// Section `teams`.
  public var teams: [Named<TeamDeclaration>] = []
  /// Section `services`.
  public var services: [Named<ServiceDeclaration>] = []
  /// Section `capabilities`.
  public var capabilities: [Named<CapabilityDeclaration>] = []
  /// Section `connectors`.
  public var connectors: [Named<ConnectorDeclaration>] = []
  /// Section `systems`.
  public var systems: [Named<SystemDeclaration>] = []
  /// Section `accounts`.
  public var accounts: [Named<AccountDeclaration>] = []
  /// Section `models`.
  public var models: [Named<ModelDeclaration>] = []
  /// Section `tables`.
  public var tables: [Named<TableDeclaration>] = []
  /// Section `flows`.
  public var flows: [Named<FlowDeclaration>] = []
  /// Section `syncs`.
  public var syncs: [Named<SyncDeclaration>] = []
  /// Section `reconciles`.
  public var reconciles: [Named<ReconcileDeclaration>] = []
  /// Section `gates`.
  public var gates: [Named<GateDeclaration>] = []
  /// Section `workflows`.
  public var workflows: [Named<WorkflowDeclaration>] = []
  /// Section `probes`.
  public var probes: [Named<ProbeDeclaration>] = []
  /// Section `calendars`.
  public var calendars: [Named<CalendarDeclaration>] = []
  /// Section `contracts`.
  public var contracts: [Named<ContractDeclaration>] = []
  /// Section `policies`.
  public var policies = PoliciesSection()
  /// Section `decisions`.
  public var decisions: [Named<DecisionDeclaration>] = []
  /// Section `findings`.
  public var findings: [Named<FindingDeclaration>] = []
  /// Section `agreements`.
  public var agreements: [Named<AgreementDeclaration>] = []
  /// What regulations and the house demand.
  public var profiles: [Named<ProfileDeclaration>] = []

  /// A file without sections.
  public init() {}

  /// What there is to say about a file.
  public static let description = Description<SpecFile>(
    "spec file", "A `*.treaty.yaml` file: sections, each of which maps names to declarations.",
    keys: [
      .defaulted("inputs", \.inputs, .section(), "Values that are bound when the plan runs.", otherwise: "none"),
      .defaulted("secrets", \.secrets, .section(), "Names of secrets, whose values the host binds.", otherwise: "none"),
      .defaulted("teams", \.teams, .section(), "Who answers for what: contacts, hours, roles.", otherwise: "none"),
      .defaulted(
        "services", \.services, .section(),
        "What the organisation offers and runs: owners, what it hangs on, what carries it.", otherwise: "none"),
      .defaulted(
        "capabilities", \.capabilities, .section(),
        "What the organisation must be able to do, and how one sees that it is.", otherwise: "none"),
      .defaulted(
        "connectors", \.connectors, .section(), "How to talk to a kind of system: once, for everybody.",
        otherwise: "none"),
      .defaulted(
        "systems", \.systems, .section(),
        "The parties of the agreements: what each is, where, and what may be expected of it.", otherwise: "none"),
      .defaulted(
        "accounts", \.accounts, .section(), "Service accounts: who acts, and how that is proven.", otherwise: "none"),
      .defaulted(
        "models", \.models, .section(), "Canonical records, in the organisation's own words.", otherwise: "none"),
      .defaulted("tables", \.tables, .section(), "Crosswalks from one vocabulary to another.", otherwise: "none"),
      .defaulted("flows", \.flows, .section(), "One-way movement from a trigger to effects.", otherwise: "none"),
      .defaulted("syncs", \.syncs, .section(), "Two-way agreements on a model between two systems.", otherwise: "none"),
      .defaulted(
        "reconciles", \.reconciles, .section(), "Full comparisons of two systems, and guarded correction.",
        otherwise: "none"),
      .defaulted(
        "gates", \.gates, .section(), "Questions that a pipeline asks, and the rules that answer them.",
        otherwise: "none"
      ),
      .defaulted(
        "workflows", \.workflows, .section(), "Durable steps: call, wait, approve, choose, undo.", otherwise: "none"),
      .defaulted("probes", \.probes, .section(), "Synthetic transactions, and tests of load.", otherwise: "none"),
      .defaulted(
        "calendars", \.calendars, .section(), "Working hours, and windows and freezes for changes.", otherwise: "none"),
      .defaulted(
        "contracts", \.contracts, .section(), "Vendors' support: what is promised, when, and who is called.",
        otherwise: "none"),
      .defaulted(
        "policies", \.policies, .nested(),
        "When to try again, how long to keep, whom to call, what to hide: by name, for others to refer to.",
        otherwise: "none"),
      .defaulted(
        "decisions", \.decisions, .section(), "What was decided, and why, so that a package can be held to it.",
        otherwise: "none"),
      .defaulted(
        "findings", \.findings, .section(), "What security reviews found, until it is mended.", otherwise: "none"),
      .defaulted(
        "agreements", \.agreements, .section(), "What teams agreed on: shared fields, overlapping scopes, duties.",
        otherwise: "none"),
      .defaulted(
        "profiles", \.profiles, .section(),
        "What regulations, standards and the house demand. Those that ship with Treaty need not be declared.",
        otherwise: "none"),
    ])
}
