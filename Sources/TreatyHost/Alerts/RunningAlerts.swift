import TreatyAlert
public import TreatyConnect
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan

/// Who is told what by a plan that runs, with the channels bound.
struct RunningAlerts: Sendable {
  /// A way to tell somebody, bound.
  enum Way: Sendable {
    case mail(MailServer, from: String)
    case webhook(WebhookWay)
    case record(RecordWriter)
  }

  /// A request by which somebody is told.
  struct WebhookWay: Sendable {
    var base: PlannedURL
    /// Path and query, which may be a secret.
    var target: Secret
    var credential: Credential
    var trust: ConnectionTrust?
    var body: AlertBody
    var timeout: Duration
  }

  let plan: AlertPlan
  let ways: [String: Way]
  let checks: [HealthCheck]
  /// Calls the addresses of webhooks, and no others.
  let webhooks: HTTPTransport?

  /// What is there where nothing is said.
  init(_ linked: LinkedPlan, _ binding: Binding, agent: String) throws(LinkFailure) {
    plan = try AlertPlan(linked.plan)
    var ways: [String: Way] = [:]
    var checks: [HealthCheck] = []
    for (index, channel) in (linked.plan.alerting?.channels ?? []).enumerated() {
      guard binding.channels.indices.contains(index) else { continue }
      let pointer = "/alerting/channels/\(index)"
      ways[channel.name] = try RunningAlerts.way(channel, binding.channels[index], linked, pointer)
    }
    for (index, care) in (linked.plan.alerting?.systems ?? []).enumerated() {
      guard let health = care.health, linked.baseURL(of: care.system) != nil else { continue }
      checks.append(
        try HealthCheck(health, of: care.system, in: linked, pointer: "/alerting/systems/\(index)/health"))
    }
    self.ways = ways
    self.checks = checks
    let bases = ways.values.compactMap { way -> PlannedURL? in
      if case .webhook(let webhook) = way { webhook.base } else { nil }
    }
    webhooks = bases.isEmpty ? nil : HTTPTransport(bases: bases, agent: agent)
  }

  private static func way(
    _ channel: PlannedChannel, _ bound: BoundChannel, _ linked: LinkedPlan, _ pointer: String
  ) throws(LinkFailure) -> Way? {
    if let mail = channel.mail {
      guard MailMessage.address(in: bound.from) != nil else {
        throw LinkFailure(pointer: pointer, message: "channel `\(channel.name)`: its `from` is no mail address")
      }
      let protection: MailServer.Protection =
        switch mail.protection {
        case .starttls: .starttls
        case .implicit: .implicit
        case .none: .none
        }
      let server = MailServer(
        host: bound.server, port: mail.port, protection: protection, login: bound.login,
        timeout: .milliseconds(mail.timeoutMilliseconds), trust: bound.trust ?? .usual)
      return .mail(server, from: bound.from)
    }
    if let webhook = channel.webhook {
      guard let (base, surplus) = PlannedURL.reading(bound.url.reveal()), !surplus.hasUser,
        let root = PlannedURL("\(base.scheme)://\(base.host):\(base.port)")
      else {
        throw LinkFailure(pointer: pointer, message: "channel `\(channel.name)`: its `url` is no http or https address")
      }
      let path = base.path.isEmpty ? "/" : base.path
      return .webhook(
        WebhookWay(
          base: root, target: Secret(path + (surplus.query.map { "?\($0)" } ?? "")), credential: bound.credential,
          trust: bound.trust, body: try AlertBody(webhook.body, in: linked, pointer: pointer),
          timeout: .milliseconds(webhook.timeoutMilliseconds)))
    }
    return try channel.operation.map { delivery throws(LinkFailure) in
      .record(try RecordWriter(delivery, in: linked, pointer: pointer))
    }
  }

  /// Lets go of connections.
  func retire() async {
    try? await webhooks?.shutdown()  // nothing depends on it any more
  }
}

/// What a channel needs that a plan does not hold.
public struct BoundChannel: Sendable {
  /// Mail server.
  public var server = ""
  /// Address that mail comes from.
  public var from = ""
  /// User and password at the mail server.
  public var login: (user: String, password: Secret)?
  /// Address of a webhook.
  public var url = Secret("")
  /// How a webhook is told who we are.
  public var credential = Credential.none
  /// How the connection is protected; `nil` is as usual.
  public var trust: ConnectionTrust?
}

extension HostProcess {
  /// Makes ready who is told what.
  static func alerts(_ linked: LinkedPlan, _ configuration: HostConfiguration) throws(Failure) -> RunningAlerts {
    do throws(LinkFailure) {
      return try RunningAlerts(linked, configuration.binding, agent: "treaty/\(configuration.version)")
    } catch {
      throw .refused([
        Diagnostic(
          code: .planLink, severity: .error, message: error.message, primary: nil,
          fixes: [Fix(title: "check inputs, or compile the plan anew")])
      ])
    }
  }
}
