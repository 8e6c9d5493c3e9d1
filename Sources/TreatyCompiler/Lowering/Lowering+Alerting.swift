import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Who hears of what, when, and how.
extension Lowering {
  /// Lays out what a host needs to say that something is wrong; nothing where the package says nothing of that.
  mutating func lowerAlerting() {
    var alerting = PlannedAlerting()
    let names = AlertNames(namespace)
    alerting.channels = namespace.channels.sorted.enumerated().compactMap {
      channel($0.element, pointer: "/alerting/channels/\($0.offset)")
    }
    alerting.systems = plan.systems.indices.compactMap { care(ofSystem: $0, names) }
    alerting.flows = plan.flows.indices.compactMap { care(ofFlow: $0, names) }
    guard !alerting.channels.isEmpty || !alerting.systems.isEmpty || !alerting.flows.isEmpty else { return }
    alerting.calendars = namespace.calendars.sorted.map { calendar($0, names) }
    alerting.teams = namespace.teams.sorted.map { team($0, names) }
    alerting.contracts = namespace.contracts.sorted.map { contract in
      PlannedContract(
        name: contract.name.value, vendor: contract.value.vendor.value, reference: contract.value.reference?.value,
        hours: names.calendar(contract.value.hours), contacts: PlannedContacts(contract.value.contacts))
    }
    alerting.escalations = namespace.escalations.sorted.map { escalation($0, names) }
    plan.alerting = alerting
  }

  private func calendar(_ calendar: Named<CalendarDeclaration>, _ names: AlertNames) -> PlannedCalendar {
    var planned = PlannedCalendar(name: calendar.name.value, zone: calendar.value.zone.value)
    planned.weekly = calendar.value.weekly.map { WeeklyHours($0.value)?.description ?? $0.value }
    planned.windows = calendar.value.windows.map { window in
      PlannedWindow(
        from: window.from?.value, to: window.to?.value,
        schedule: window.schedule.map { Schedule($0.value)?.description ?? $0.value },
        lengthMilliseconds: window.length?.value)
    }
    planned.except = calendar.value.except.map { DateRange($0.value)?.description ?? $0.value }
    planned.includes = calendar.value.includes.compactMap { names.calendar($0) }
    planned.hasSource = calendar.value.source != nil
    return planned
  }

  private func team(_ team: Named<TeamDeclaration>, _ names: AlertNames) -> PlannedTeam {
    var contacts = PlannedContacts(team.value.contacts)
    var seen: Set<String> = [team.name.value]
    var parent = team.value.parent
    while let next = parent.flatMap({ namespace.canonical($0, .teams) }).flatMap({ namespace.teams[$0] }),
      seen.insert(next.name.value).inserted
    {
      contacts.fill(from: PlannedContacts(next.value.contacts))
      parent = next.value.parent
    }
    let onCall = team.value.onCall.compactMap { duty -> PlannedOnCall? in
      guard let during = names.calendar(duty.during) else { return nil }
      return PlannedOnCall(during: during, contact: duty.contact?.value, team: names.team(duty.team))
    }
    return PlannedTeam(
      name: team.name.value, contacts: contacts, hours: names.calendar(team.value.hours), onCall: onCall)
  }

  private func escalation(_ policy: Named<EscalationDeclaration>, _ names: AlertNames) -> PlannedEscalation {
    let steps = policy.value.steps.map { step in
      PlannedEscalationStep(
        afterMilliseconds: step.after.value, team: names.team(step.call), contract: names.contract(step.contract),
        via: step.via.compactMap { ContactKind($0.value) })
    }
    // Steps that come at once stay in the order in which they are written.
    let ordered = steps.enumerated().sorted {
      ($0.element.afterMilliseconds, $0.offset) < ($1.element.afterMilliseconds, $1.offset)
    }
    return PlannedEscalation(
      name: policy.name.value, steps: ordered.map { $0.element }, againMilliseconds: policy.value.again?.value,
      runbook: policy.value.runbook?.value)
  }

  // MARK: Flows and systems

  private func care(ofFlow index: Int, _ names: AlertNames) -> PlannedFlowCare? {
    guard let duty = namespace.flows[plan.flows[index].name]?.value.duty else { return nil }
    let failure = duty.failure
    var care = PlannedFlowCare(flow: Position(index))
    care.alert = failure.alert?.value
    care.after = failure.after == 1 ? nil : failure.after
    care.route = names.route(failure.owner, failure.escalate, failure.runbook)
    care.classes = failure.classes.compactMap { entry in
      let route = names.route(entry.value.owner, entry.value.escalate, entry.value.runbook)
      // One that says only what becomes of the delivery goes to who sees to the others.
      guard route != AlertRoute() else { return nil }
      return FailureClass(rawValue: entry.name.value).map { PlannedClassCare(failureClass: $0, route: route) }
    }.sorted { $0.failureClass.rawValue < $1.failureClass.rawValue }
    care.levels = PlannedLevels(duty.levels)
    return care == PlannedFlowCare(flow: Position(index)) ? nil : care
  }

  private mutating func care(ofSystem index: Int, _ names: AlertNames) -> PlannedSystemCare? {
    guard let system = namespace.systems[plan.systems[index].name] else { return nil }
    var care = PlannedSystemCare(system: Position(index))
    let connector = namespace.connectors[plan.systems[index].connector]
    // What is never called has no address to be asked at.
    if system.value.url != nil, let health = system.value.health ?? connector?.value.health {
      care.health = lower(health, pointer: "/alerting/systems/\(index)/health")
    }
    care.maintenance = names.calendar(system.value.maintenance)
    guard care != PlannedSystemCare(system: Position(index)) else { return nil }
    care.owner = names.team(system.value.owner)
    care.contract = names.contract(system.value.contract)
    return care
  }

  private mutating func lower(_ health: HealthDeclaration, pointer: String) -> PlannedHealth? {
    guard let get = template(health.get, at: .base, pointer: Lowering.nowhere) else { return nil }
    let expect = health.expect.flatMap {
      expression($0, at: .anyAnswer, expecting: .bool, pointer: Lowering.nowhere)
    }
    if health.expect != nil, expect == nil { return nil }
    return PlannedHealth(get: get, everyMilliseconds: max(1_000, health.every?.value ?? 60_000), expect: expect)
  }

  // MARK: Channels

  private mutating func channel(_ channel: Named<ChannelDeclaration>, pointer: String) -> PlannedChannel? {
    places[pointer] = channel.name.span
    var planned = PlannedChannel(
      name: channel.name.value,
      serves: ContactKind.allCases.filter { kind in
        channel.value.serves.contains { $0.value.rawValue == kind.rawValue }
      })
    if let mail = channel.value.mail {
      planned.mail = lower(mail, pointer: "\(pointer)/mail")
    } else if let webhook = channel.value.webhook {
      planned.webhook = lower(webhook, pointer: "\(pointer)/webhook")
    } else if let operation = channel.value.operation {
      planned.operation = deliver(operation.delivery, at: .alert, pointer: "\(pointer)/operation")
    }
    return planned.mail == nil && planned.webhook == nil && planned.operation == nil ? nil : planned
  }

  private mutating func lower(_ mail: MailChannelDeclaration, pointer: String) -> PlannedMailChannel? {
    guard let server = template(mail.server, at: .address, pointer: "\(pointer)/server"),
      let from = template(mail.from, at: .address, pointer: "\(pointer)/from")
    else { return nil }
    if let address = from.constantText, !address.contains("@"), let node = mail.from.node {
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "`\(address)` is no mail address",
          primary: Label(span: node.span), fixes: [Fix(title: "write it as `treaty@example.org`")]))
    }
    let protection = PlannedMailChannel.Protection(rawValue: mail.tls.value.rawValue) ?? .starttls
    var planned = PlannedMailChannel(
      server: server, port: mail.port ?? protection.usualPort, protection: protection, from: from,
      authentication: proof(mail.account, taking: [.basic], pointer: "\(pointer)/authentication"),
      timeoutMilliseconds: mail.timeout)
    planned.tls = self.protection(mail.authority)
    return planned
  }

  private mutating func lower(_ webhook: WebhookChannelDeclaration, pointer: String) -> PlannedWebhookChannel? {
    guard let url = template(webhook.url, at: .credential, pointer: "\(pointer)/url"), let node = webhook.json.node,
      let body = construction(node, at: .alert, expecting: .dyn, pointer: "\(pointer)/json")
    else { return nil }
    if let address = url.constantText, PlannedURL.reading(address) == nil, let node = webhook.url.node {
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "`\(address)` is no http or https address",
          primary: Label(span: node.span),
          fixes: [Fix(title: "write `${ inputs.name }` or `${ secrets.name }`, and declare it")]))
    }
    var planned = PlannedWebhookChannel(
      url: url,
      authentication: proof(webhook.account, taking: [.basic, .token], pointer: "\(pointer)/authentication"),
      body: body, timeoutMilliseconds: webhook.timeout)
    planned.tls = protection(webhook.authority)
    return planned
  }

  /// How an account proves itself where no connector says in which form: a token goes as `Authorization: Bearer` (RFC 6750).
  private mutating func proof(_ account: Located<String>?, taking kinds: [AuthWord], pointer: String)
    -> PlannedAuthentication
  {
    guard let account, let declared = namespace.canonical(account, .accounts).flatMap({ namespace.accounts[$0] }) else {
      return .none
    }
    note(account.span, at: pointer)
    let auth = declared.value.auth
    guard let kind = auth.kind, kind == .none || kinds.contains(kind) else {
      let list = kinds.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error,
          message: "account `\(account.value)` has another proof than a channel can show",
          primary: Label(span: account.span), related: [Label(span: declared.name.span, text: "declared here")],
          fixes: [Fix(title: "name an account whose `auth` has \(list)")]))
      return .none
    }
    if let token = auth.token.flatMap({ template($0, at: .credential, pointer: "\(pointer)/token") }) {
      return .token(header: "Authorization", prefix: "Bearer ", token: token)
    }
    if let basic = auth.basic, let user = template(basic.user, at: .credential, pointer: "\(pointer)/user"),
      let password = template(basic.password, at: .credential, pointer: "\(pointer)/password")
    {
      return .basic(user: user, password: password)
    }
    return .none
  }
}

/// Positions of what alerting refers to, by name.
private struct AlertNames {
  private let namespace: Namespace
  private let calendars, teams, contracts, escalations: [String: Int]

  init(_ namespace: Namespace) {
    func positions(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    self.namespace = namespace
    calendars = positions(namespace.calendars.sorted.map { $0.name.value })
    teams = positions(namespace.teams.sorted.map { $0.name.value })
    contracts = positions(namespace.contracts.sorted.map { $0.name.value })
    escalations = positions(namespace.escalations.sorted.map { $0.name.value })
  }

  func calendar(_ name: Located<String>?) -> Position<PlannedCalendar>? { find(name, .calendars, calendars) }
  func team(_ name: Located<String>?) -> Position<PlannedTeam>? { find(name, .teams, teams) }
  func contract(_ name: Located<String>?) -> Position<PlannedContract>? { find(name, .contracts, contracts) }

  func route(_ owner: Located<String>?, _ escalate: Located<String>?, _ runbook: Located<String>?) -> AlertRoute {
    AlertRoute(owner: team(owner), escalation: find(escalate, .escalation, escalations), runbook: runbook?.value)
  }

  private func find<Element>(_ name: Located<String>?, _ section: Section, _ positions: [String: Int])
    -> Position<Element>?
  {
    name.flatMap { namespace.canonical($0, section) }.flatMap { positions[$0] }.map { Position($0) }
  }
}

extension OperationChannelDeclaration {
  /// The same as a flow would deliver it.
  fileprivate var delivery: DeliverDeclaration {
    var delivery = DeliverDeclaration()
    delivery.to = to
    delivery.verb = Located(verb.value == .create ? .create : .upsert, at: to.span)
    delivery.fields = fields
    delivery.create = create.map { CaseDeclaration(fields: $0) }
    delivery.update = update.map { CaseDeclaration(fields: $0) }
    return delivery
  }
}

extension CaseDeclaration {
  fileprivate init(fields: ScalarOrMapping) {
    self.init()
    self.fields = fields
  }
}

extension PlannedContacts {
  fileprivate init(_ contacts: ContactsDeclaration) {
    self.init(
      mail: contacts.mail?.value, phone: contacts.phone?.value, chat: contacts.chat?.value, page: contacts.page?.value)
  }

  /// Takes what is missing from others.
  fileprivate mutating func fill(from other: PlannedContacts) {
    mail = mail ?? other.mail
    phone = phone ?? other.phone
    chat = chat ?? other.chat
    page = page ?? other.page
  }
}

extension ContactKind {
  fileprivate init?(_ word: ChannelWord) { self.init(rawValue: word.rawValue) }
}

extension PlannedLevels {
  /// What is measured of it; `nil` where nothing is.
  fileprivate init?(_ levels: LevelsDeclaration) {
    guard levels.success != nil || levels.deliveredWithin != nil || levels.backlog != nil || levels.age != nil else {
      return nil
    }
    // A share that is none is found where it is read.
    self.init(
      // What is none is found elsewhere.
      success: levels.success.flatMap { (try? Percentage(parsing: $0.value))?.share },
      deliveredWithinMilliseconds: levels.deliveredWithin?.value, backlog: levels.backlog?.value,
      ageMilliseconds: levels.age?.value, overMilliseconds: levels.over?.value ?? 30 * 86_400_000,
      fastBurn: levels.burn?.fast ?? 14, slowBurn: levels.burn?.slow ?? 3)
  }
}
