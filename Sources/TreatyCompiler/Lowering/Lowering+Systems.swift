import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func lowerSystems() {
    for (index, system) in namespace.systems.sorted.enumerated() { lower(system, pointer: "/systems/\(index)") }
    for (index, system) in plan.systems.enumerated() { systemPositions[system.name] = index }
  }

  private mutating func lower(_ system: Named<SystemDeclaration>, pointer: String) {
    let declaration = system.value
    places[pointer] = system.name.span
    guard let name = namespace.canonical(declaration.connector, .connectors),
      let connector = namespace.connectors[name],
      var layout = layouts[name]
    else {
      // Its place is kept, so that what refers to it is not found wrong as well.
      return plan.systems.append(.placeholder(system.name.value, declaration.connector.value))
    }
    hold(declaration.version, in: connector)
    if let owner = declaration.owner { places["\(pointer)/owner"] = owner.span }
    if declaration.url == nil, !connector.value.records.isEmpty { findings.add(.noAddress(system.name)) }
    let limits = limits(declaration.limits, connector.value.limits)
    var planned = layout.system(withTimeout: limits.timeoutMilliseconds)
    layouts[name] = layout
    planned.name = system.name.value
    planned.version = declaration.version?.value
    if let url = declaration.url.flatMap({ template($0, at: .address, pointer: "\(pointer)/url") }) {
      hold(address: url, declaration.url)
      planned.url = url
    }
    planned.limits = limits
    planned.tls = protection(declaration.tls.authority, minimum: declaration.tls.minimum.value)
    planned.authentication = authentication(
      declaration.account, at: connector, pointer: "\(pointer)/authentication")
    planned.account = accountLimits(declaration.account, pointer: "\(pointer)/account")
    places.put(layout.places, below: pointer)
    plan.systems.append(planned)
  }

  /// How connections are protected, where that is not as usual.
  func protection(_ authority: Located<String>?, minimum: TLSWord = .v12) -> PlannedTLS? {
    let tls = PlannedTLS(
      minimum: PlannedTLS.Version(rawValue: minimum.rawValue) ?? .v12,
      // One that could not be read was found when the package was.
      authorities: authority.flatMap { namespace.authorities[$0.span] })
    return tls.isUsual ? nil : tls
  }

  /// An address that is written out must be one. What inputs give is held when they are bound.
  private mutating func hold(address: PlannedTemplate, _ text: ScalarText?) {
    guard let node = text?.node, let constant = address.constantText, PlannedURL(constant) == nil else { return }
    if let surplus = PlannedURL.reading(constant)?.surplus {
      // A credential in an address is found as that.
      if !surplus.mayHoldCredential { findings.add(.longAddress(surplus, node.span)) }
      return
    }
    findings.add(
      Diagnostic(
        code: .invalidValue, severity: .error, message: "`\(constant)` is no http or https address",
        primary: Label(span: node.span),
        reason: constant.contains("{{") ? "braces without `$` are part of the text" : nil,
        fixes: [
          Fix(
            title: constant.contains("{{")
              ? "write `${ inputs.name }`, and declare the input" : "write it like `https://desk.example.org`")
        ]))
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
          primary: Label(span: version.span), fixes: [Fix(title: "write it like `5.0.3`")]))
    }
    guard let range = connector.value.supports, !range.value.contains(found) else { return }
    findings.add(
      Diagnostic(
        code: .versionOutOfRange, severity: .error,
        message: "version \(version.value) lies outside what `\(connector.name.value)` supports",
        primary: Label(span: version.span), related: [Label(span: range.span, text: "supports \(range.value)")],
        fixes: [Fix(title: "use a connector for this version, or correct it")]))
  }
}

extension ConnectorLayout {
  /// The system, all of whose operations have a timeout: this one, where they have none of their own.
  mutating func system(withTimeout milliseconds: Int64) -> PlannedSystem {
    if let known = timed[milliseconds] { return known }
    var system = system
    system.useTimeout(milliseconds)
    timed[milliseconds] = system
    return system
  }
}

extension PlannedSystem {
  /// A system of which nothing is known but its name.
  static func placeholder(_ name: String, _ connector: String) -> PlannedSystem {
    PlannedSystem(
      name: name, connector: connector, version: nil, url: PlannedTemplate([]), base: PlannedTemplate([]),
      authentication: .none,
      limits: CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 1), searchDelayMilliseconds: 0)
  }

  /// Gives this time to every operation that has none of its own.
  fileprivate mutating func useTimeout(_ milliseconds: Int64) {
    for index in records.indices {
      for verb in PlannedRecord.verbs where records[index][keyPath: verb]?.timeoutMilliseconds == 0 {
        records[index][keyPath: verb]?.timeoutMilliseconds = milliseconds
      }
    }
  }
}

extension PlannedRecord {
  /// Its operations.
  fileprivate static var verbs: [WritableKeyPath<PlannedRecord, PlannedOperation?>] {
    [\.get, \.list, \.find, \.create, \.update, \.delete]
  }
}

extension PlannedURL.Surplus {
  /// Whether a user or a parameter in it is a credential.
  fileprivate var mayHoldCredential: Bool {
    if hasUser { return true }
    return (query ?? "").split(separator: "&").contains { parameter in
      let name = parameter.prefix { $0 != "=" }
      return ParameterWord.isCredential(String(name), String(parameter.dropFirst(name.count + 1)))
    }
  }
}

extension Diagnostic {
  /// An address with more to it than where calls go to.
  fileprivate static func longAddress(_ surplus: PlannedURL.Surplus, _ span: Span) -> Diagnostic {
    let mark = surplus.query == nil ? "#" : "?"
    return Diagnostic(
      code: .invalidValue, severity: .error, message: "the address of a system ends before `\(mark)`",
      primary: Label(span: span), reason: "each call puts a path and parameters of its own behind it",
      fixes: [
        Fix(
          title: surplus.query == nil
            ? "take out what stands behind `#`"
            : "take the parameters out; what every call needs is said by the connector, under `query`")
      ])
  }

  fileprivate static func noAddress(_ name: Located<String>) -> Diagnostic {
    Diagnostic(
      code: .missingKey, severity: .error, message: "the system `\(name.value)` lacks the key `url`",
      primary: Label(span: name.span), reason: "Treaty calls it, since its connector has records",
      fixes: [Fix(title: "add `url: ${ inputs.\(name.value)-url }` and declare the input")])
  }
}
