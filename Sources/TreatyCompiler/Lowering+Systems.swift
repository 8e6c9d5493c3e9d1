import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Makes the types of a connector's records and events, once.
  mutating func interface(of name: String) {
    guard interfaces.insert(name).inserted, let connector = namespace.connectors[name]?.value else { return }
    for record in connector.records {
      _ = self.record("\(name).\(record.name.value)", record.value.schema, isOpen: true)
      if let accepts = record.value.accepts {
        _ = self.record("\(name).\(record.name.value).accepts", accepts, isOpen: false)
      }
    }
    for event in connector.events { _ = self.record("\(name).\(event.name.value)", event.value.schema, isOpen: true) }
  }

  mutating func lowerSystems() {
    for (index, system) in namespace.systems.sorted.enumerated() { lower(system, pointer: "/systems/\(index)") }
  }

  private mutating func lower(_ system: Named<SystemDeclaration>, pointer: String) {
    let declaration = system.value
    places[pointer] = system.name.span
    guard let connector = namespace.connectors[declaration.connector.value] else {
      unknown("connector", declaration.connector, among: namespace.connectors.names)
      // Its place is kept, so that what refers to it is not found wrong as well.
      plan.systems.append(placeholder(system.name.value, declaration.connector.value))
      return
    }
    hold(declaration.version, in: connector)
    if let owner = declaration.owner { places["\(pointer)/owner"] = owner.span }
    let hasCalls = !connector.value.records.isEmpty
    if declaration.url == nil, hasCalls {
      findings.add(
        Diagnostic(
          code: .missingKey, severity: .error, message: "the system `\(system.name.value)` lacks the key `url`",
          primary: Label(span: system.name.span), reason: "Treaty calls it, since its connector has records",
          fixes: [Fix(title: "add `url: ${ inputs.\(system.name.value)-url }` and declare the input")]))
    }
    let limits = limits(declaration.limits, connector.value.limits)
    var planned = PlannedSystem(
      name: system.name.value, connector: connector.name.value, version: declaration.version?.value,
      url: declaration.url.flatMap { template($0, at: .address, pointer: "\(pointer)/url") } ?? PlannedTemplate([]),
      base: connector.value.base.flatMap { template($0, at: .base, pointer: "\(pointer)/base") }
        ?? PlannedTemplate([.expression(PlannedExpression(cel: "system.url", type: "string"))]),
      authentication: authentication(declaration.account, at: connector, pointer: "\(pointer)/authentication"),
      limits: limits, searchDelayMilliseconds: connector.value.searchDelay)
    lay(out: connector, in: &planned, pointer: pointer)
    plan.systems.append(planned)
  }

  /// Checks the connectors that no system uses: a package of connectors alone is checked as well.
  mutating func lowerUnusedConnectors() {
    let used = Set(plan.systems.map { $0.connector })
    for connector in namespace.connectors.sorted where !used.contains(connector.name.value) {
      var scratch = placeholder(connector.name.value, connector.name.value)
      let pointer = "/unused/\(connector.name.value)"
      if let base = connector.value.base { _ = template(base, at: .base, pointer: "\(pointer)/base") }
      lay(out: connector, in: &scratch, pointer: pointer)
    }
    places = places.filter { !$0.key.hasPrefix("/unused/") }
  }

  /// Lays a connector's interface out for a system.
  private mutating func lay(
    out connector: Named<ConnectorDeclaration>, in planned: inout PlannedSystem, pointer: String
  ) {
    planned.quotings = connector.value.quoting.sorted { $0.name.value < $1.name.value }
      .map { Quoting(name: $0.name.value, quote: $0.value.quote, escape: $0.value.escape) }
    let failures = connector.value.failures.enumerated()
    planned.failures = failures.compactMap {
      rule($0.element, at: .answer(input: "dyn"), pointer: "\(pointer)/failures/\($0.offset)")
    }
    for (index, record) in connector.value.records.sorted(by: { $0.name.value < $1.name.value }).enumerated() {
      planned.records.append(lower(record, of: connector, planned, pointer: "\(pointer)/records/\(index)"))
    }
    for (index, event) in connector.value.events.sorted(by: { $0.name.value < $1.name.value }).enumerated() {
      let type = TypeText("@\(connector.name.value).\(event.name.value)")
      let id = event.value.deliveryID.flatMap {
        expression($0, at: .intake(body: type), expecting: .string, pointer: "\(pointer)/events/\(index)/deliveryID")
      }
      planned.events.append(
        PlannedEvent(name: event.name.value, body: type, content: "application/json", deliveryID: id))
      places["\(pointer)/events/\(index)"] = event.name.span
    }
  }

  private func placeholder(_ name: String, _ connector: String) -> PlannedSystem {
    PlannedSystem(
      name: name, connector: connector, version: nil, url: PlannedTemplate([]), base: PlannedTemplate([]),
      authentication: .none,
      limits: CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 1), searchDelayMilliseconds: 0)
  }

  private func limits(_ own: LimitsDeclaration, _ connector: LimitsDeclaration) -> CallLimits {
    CallLimits(
      ratePerSecond: own.rate ?? connector.rate, concurrency: own.concurrency ?? connector.concurrency ?? 4,
      timeoutMilliseconds: own.timeout ?? connector.timeout ?? 30_000)
  }

  private mutating func hold(_ version: Located<String>?, in connector: Named<ConnectorDeclaration>) {
    guard let version else { return }
    guard let found = Version(version.value) else {
      return findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "`\(version.value)` is not a version",
          primary: Label(span: version.span),
          fixes: [Fix(title: "write it like `5.0.3`")]))
    }
    guard let range = connector.value.supports, !range.value.contains(found) else { return }
    findings.add(
      Diagnostic(
        code: .versionOutOfRange, severity: .error,
        message: "version \(version.value) lies outside what `\(connector.name.value)` supports",
        primary: Label(span: version.span), related: [Label(span: range.span, text: "supports \(range.value)")],
        fixes: [Fix(title: "use a connector for this version, or correct it")]))
  }

  /// How an account proves itself where `connector` says in which form.
  mutating func authentication(
    _ account: Located<String>?, at connector: Named<ConnectorDeclaration>, pointer: String
  ) -> PlannedAuthentication {
    guard let account else { return .none }
    places[pointer] = account.span
    guard let declared = namespace.accounts[account.value] else {
      unknown("account", account, among: namespace.accounts.names)
      return .none
    }
    let auth = declared.value.auth
    let accepted = connector.value.auth
    if let token = auth.token {
      guard let form = accepted.token else { return refused("token", account, connector) }
      guard let template = template(token, at: .credential, pointer: "\(pointer)/token") else { return .none }
      return .token(header: form.header, prefix: form.prefix, token: template)
    }
    if let basic = auth.basic {
      guard accepted.basic != nil else { return refused("basic", account, connector) }
      guard let user = template(basic.user, at: .credential, pointer: "\(pointer)/user"),
        let password = template(basic.password, at: .credential, pointer: "\(pointer)/password")
      else { return .none }
      return .basic(user: user, password: password)
    }
    return .none
  }

  private mutating func refused(
    _ kind: String, _ account: Located<String>, _ connector: Named<ConnectorDeclaration>
  ) -> PlannedAuthentication {
    let accepted = [
      connector.value.auth.token.map { _ in "`token`" }, connector.value.auth.basic.map { _ in "`basic`" },
    ].compactMap(\.self)
    findings.add(
      Diagnostic(
        code: .invalidValue, severity: .error,
        message: "`\(connector.name.value)` does not take the `\(kind)` of account `\(account.value)`",
        primary: Label(span: account.span),
        related: [
          Label(
            span: connector.name.span, text: "takes \(accepted.isEmpty ? "none" : accepted.joined(separator: ", "))")
        ]))
    return .none
  }

  mutating func rule(_ rule: FailureDeclaration, at place: Place, pointer: String) -> FailureRule? {
    guard let when = expression(rule.when, at: place, expecting: .bool, pointer: "\(pointer)/when") else { return nil }
    let reason = rule.reason.flatMap { template($0, at: place, pointer: "\(pointer)/reason") }
    return FailureRule(
      when: when, failureClass: FailureClass(rawValue: rule.failureClass.rawValue) ?? .rejected, reason: reason)
  }
}
