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

  /// A file without sections.
  public init() {}

  /// What there is to say about a file.
  public static let description = Description<SpecFile>(
    "spec file", "A `*.treaty.yaml` file: sections, each of which maps names to declarations.",
    keys: [
      .defaulted("inputs", \.inputs, .section(), "Values that are bound when the plan runs.", default: "none"),
      .defaulted("secrets", \.secrets, .section(), "Names of secrets that the host binds.", default: "none"),
      .defaulted("teams", \.teams, .section(), "Who: contacts, hours, roles.", default: "none"),
      .defaulted(
        "services", \.services, .section(),
        "Business and technical services: owners, what they hang on, what carries them.", default: "none"),
      .defaulted(
        "capabilities", \.capabilities, .section(), "What the organisation must be able to do.", default: "none"),
      .defaulted("connectors", \.connectors, .section(), "How to talk to a kind of system.", default: "none"),
      .defaulted("systems", \.systems, .section(), "The parties.", default: "none"),
      .defaulted(
        "accounts", \.accounts, .section(), "Service accounts: who acts, and how that is proven.", default: "none"),
      .defaulted("models", \.models, .section(), "Canonical records.", default: "none"),
      .defaulted("tables", \.tables, .section(), "Crosswalks from one vocabulary to another.", default: "none"),
      .defaulted("flows", \.flows, .section(), "One-way movement from a trigger to effects.", default: "none"),
      .defaulted("syncs", \.syncs, .section(), "Two-way agreements on a model between two systems.", default: "none"),
      .defaulted("reconciles", \.reconciles, .section(), "Full comparisons and guarded correction.", default: "none"),
      .defaulted(
        "gates", \.gates, .section(), "Questions that a pipeline asks, and the rules that answer them.", default: "none"
      ),
      .defaulted(
        "workflows", \.workflows, .section(), "Durable steps: call, wait, approve, choose, undo.", default: "none"),
      .defaulted("probes", \.probes, .section(), "Synthetic transactions, and tests of load.", default: "none"),
      .defaulted("calendars", \.calendars, .section(), "Windows, freezes, working hours.", default: "none"),
      .defaulted("contracts", \.contracts, .section(), "Vendors' support.", default: "none"),
      .defaulted("policies", \.policies, .nested(), "Named policies, by kind.", default: "none"),
      .defaulted("decisions", \.decisions, .section(), "What was decided, and why.", default: "none"),
      .defaulted("findings", \.findings, .section(), "What security reviews found.", default: "none"),
      .defaulted("agreements", \.agreements, .section(), "What teams agreed on.", default: "none"),
    ])
}
