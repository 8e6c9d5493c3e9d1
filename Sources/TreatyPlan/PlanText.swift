/// A plan in words, for people: what comes in, what is made of it, what happens elsewhere.
public struct PlanText: Sendable {
  private let file: PlanFile
  private var plan: Plan { file.plan }

  /// The words of a plan.
  public init(_ file: PlanFile) { self.file = file }

  /// All of it.
  public func render() -> String {
    var lines = ["\(plan.package) \(plan.version)", "digest   \(file.digest)"]
    if !plan.inputs.isEmpty {
      lines.append(
        "inputs   " + plan.inputs.map { $0.name + ($0.fallback.map { " = \($0)" } ?? "") }.joined(separator: ", "))
    }
    if !plan.secrets.isEmpty {
      lines.append("secrets  " + plan.secrets.map { $0.name }.joined(separator: ", ") + " (bound by the host)")
    }
    for (index, system) in plan.systems.enumerated() { lines += [""] + self.system(system) + care(ofSystem: index) }
    for (index, flow) in plan.flows.enumerated() {
      lines += [""] + self.flow(flow, "/flows/\(index)") + care(ofFlow: index)
    }
    lines += channels
    for table in plan.tables { lines += [""] + self.table(table) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(_ pointer: String) -> String {
    file.origin(of: pointer).map { "   (\($0.file):\($0.line))" } ?? ""
  }

  private func system(_ system: PlannedSystem) -> [String] {
    var lines = [
      "system \(system.name)", "  speaks     \(system.connector)\(system.version.map { ", version \($0)" } ?? "")",
    ]
    if !system.records.isEmpty {
      lines.append("  at         \(system.base.source.replacing("${ system.url }", with: system.url.source))")
      lines.append("  as         \(words(system.authentication))")
      let rate = system.limits.ratePerSecond.map { ", \(number($0)) a second" } ?? ""
      lines.append(
        "  limits     \(system.limits.concurrency) calls at once\(rate), \(duration(system.limits.timeoutMilliseconds)) for an answer"
      )
      if let account = system.account {
        let words = limits(account.concurrency, account.ratePerSecond)
        lines.append("  account    \(account.name): \(words), at all systems together")
      }
      if let throttle = system.throttle {
        let left = throttle.remaining.map { "\(source(.expression($0))) calls left until " } ?? "calls again at "
        lines.append("  throttle   \(left)\(source(.expression(throttle.reset)))")
      }
      for record in system.records {
        let verbs = [
          ("get", record.get), ("list", record.list), ("find", record.find), ("create", record.create),
          ("update", record.update), ("delete", record.delete),
        ]
        lines.append("  \(record.name)")
        for case (let verb, let operation?) in verbs {
          lines.append(
            "    \(pad(verb, 8))\(pad(operation.method + " " + operation.path.source, 28))\(words(operation.safety))"
              + (operation.limits.map { "; \(limits($0.concurrency, $0.ratePerSecond))" } ?? ""))
          if let batch = operation.batch {
            lines.append("      up to \(batch.most) by \(batch.method) \(batch.path.source)")
          }
        }
      }
    }
    return lines
  }

  /// How it is seen whether a system works.
  private func care(ofSystem index: Int) -> [String] {
    guard let care = plan.alerting?.systems.first(where: { $0.system.index == index }) else { return [] }
    let health = care.health.map { health in
      "  health     GET \(health.get.source) every \(duration(health.everyMilliseconds)), well by \(health.expect?.cel ?? "status < 400")"
    }
    let calendar = care.maintenance.flatMap { position in plan.alerting.map { $0.calendars[position].name } }
    return [health, calendar.map { "  maintained \($0): calls wait, and nobody is woken" }].compactMap(\.self)
  }

  /// Who hears of a flow's failures.
  private func care(ofFlow index: Int) -> [String] {
    guard let alerting = plan.alerting, let care = alerting.flows.first(where: { $0.flow.index == index }) else {
      return []
    }
    func words(_ route: AlertRoute) -> String {
      [
        route.owner.map { "to \(alerting.teams[$0].name)" },
        route.escalation.map { "by \(alerting.escalations[$0].name)" },
        route.runbook.map { "see \($0)" },
      ].compactMap(\.self).joined(separator: ", ")
    }
    let after = care.after.map { ["after \($0) in a row"] } ?? []
    let parts = (care.alert.map { [$0] } ?? []) + after + [words(care.route)].filter { !$0.isEmpty }
    var lines = parts.isEmpty ? [] : ["  failure    \(parts.joined(separator: ", "))"]
    lines += care.classes.map { "    \(pad($0.failureClass.rawValue, 9))\(words($0.route))" }
    guard let levels = care.levels else { return lines }
    let promises = [
      levels.success.map { "\(number(($0 * 1e8).rounded() / 1e6))% end well" },
      levels.deliveredWithinMilliseconds.map { "delivered within \(duration($0))" },
      levels.backlog.map { "\($0) may wait" }, levels.ageMilliseconds.map { "none longer than \(duration($0))" },
    ]
    return lines + [
      "  promises   \(promises.compactMap(\.self).joined(separator: ", ")), over \(duration(levels.overMilliseconds))"
    ]
  }

  /// How people are reached.
  private var channels: [String] {
    (plan.alerting?.channels ?? []).flatMap { channel -> [String] in
      let kinds = channel.serves.map(\.rawValue).joined(separator: ", ")
      var lines = ["", "channel \(channel.name)   (\(kinds))"]
      if let mail = channel.mail {
        lines.append(
          "  mail       \(mail.server.source):\(mail.port), \(mail.protection.rawValue), from \(mail.from.source)")
        lines.append("  as         \(words(mail.authentication))")
      } else if let webhook = channel.webhook {
        lines.append("  webhook    POST \(webhook.url.source)")
        lines.append("  as         \(words(webhook.authentication))")
        lines += fields(webhook.body, indent: "    ")
      } else if let operation = channel.operation {
        lines += delivery(operation, "/alerting/channels")
      }
      return lines
    }
  }

  private func limits(_ concurrency: Int?, _ rate: Double?) -> String {
    [concurrency.map { $0 == 1 ? "1 call at once" : "\($0) calls at once" }, rate.map { "\(number($0)) a second" }]
      .compactMap(\.self).joined(separator: ", ")
  }

  private func words(_ authentication: PlannedAuthentication) -> String {
    switch authentication {
    case .none: "nobody"
    case .token(let header, let prefix, let token): "\(header): \(prefix)\(token.source)"
    case .basic(let user, _): "user \(user.source), with a password"
    }
  }

  private func words(_ safety: Safety) -> String {
    switch safety {
    case .idempotent: "may be sent again"
    case .key(let header): "known by its key in \(header)"
    case .mark: "found again by its mark"
    case .unsafe: "not sent again without a person"
    }
  }

  private func words(_ policy: FailurePolicy) -> String {
    switch policy {
    case .retry: "tried again"
    case .ask: "a person is asked, and its lane waits"
    case .dead: "a dead letter at once"
    case .skip: "left out"
    case .compensate: "left out, and undone elsewhere"
    }
  }

  private func flow(_ flow: PlannedFlow, _ pointer: String) -> [String] {
    let trigger = plan.systems[flow.trigger.system]
    var lines = ["flow \(flow.name)\(place(pointer))"]
    if let about = flow.about { lines.append("  \(about)") }
    if let owner = flow.owner { lines.append("  owner      \(owner)") }
    lines.append(
      "  on         \(trigger.name).\(trigger.events[flow.trigger.event].name), taken at POST \(flow.trigger.path) from \(words(flow.trigger.authentication))"
    )
    if let each = flow.each { lines.append("  each       \(each.cel)") }
    if let condition = flow.condition { lines.append("  where      \(condition.cel)") }
    lines.append("  identify   \(flow.identify.cel)")
    if let map = flow.map {
      lines.append("  map        to \(map.model.text.dropFirst())")
      lines += fields(map.set, indent: "    ")
    }
    for (index, delivery) in flow.deliveries.enumerated() {
      lines += self.delivery(delivery, "\(pointer)/deliveries/\(index)")
    }
    let policy = plan.retries[flow.retry]
    lines.append("  retry      \(words(policy))")
    if let budget = policy.budget {
      lines.append("  budget     \(number((budget * 1e8).rounded() / 1e6))% of its calls may be tried again")
    }
    if let breaker = policy.breaker {
      lines.append(
        "  breaker    left alone after \(breaker.failures) failures in a row, for \(duration(breaker.pauseMilliseconds)) at most"
      )
    }
    if let expires = flow.expiresMilliseconds { lines.append("  expires    after \(duration(expires))") }
    if let priority = flow.priority { lines.append("  priority   \(priority.rawValue)") }
    let retention = plan.retentions[flow.retention]
    lines.append(
      "  kept       \(retention.name): done \(duration(retention.doneMilliseconds)), dead letters \(duration(retention.deadMilliseconds))"
    )
    lines.append("  unsure     \(flow.unsure == .ask ? "a person is asked" : "settled by the operation's safety")")
    if let failures = flow.failures {
      lines += failures.classes.map { "  \($0.failureClass.padded)  \(words($0.policy))" }
      if failures.lane == .block {
        lines.append("  lane       waits behind what is given up, until a person has seen to it")
      }
    }
    return lines
  }

  private func delivery(_ delivery: PlannedDelivery, _ pointer: String) -> [String] {
    let system = plan.systems[delivery.system]
    var lines = [
      "  deliver    \(delivery.verb.rawValue) \(system.name).\(system.records[delivery.record].name)\(place(pointer))"
    ]
    lines += fields(delivery.fields, indent: "    ")
    for (name, part) in [("create", delivery.create), ("update", delivery.update), ("undo", delivery.undo)] {
      guard let part, part.condition != nil || part.fields != nil else { continue }
      lines.append("    \(name)\(part.condition.map { " where \($0.cel)" } ?? "")")
      if let written = part.fields { lines += fields(written, indent: "      ") }
    }
    return lines
  }

  private func fields(_ construction: Construction, indent: String) -> [String] {
    guard case .object(let fields) = construction else { return [indent + source(construction)] }
    let width = fields.map { $0.name.count }.max() ?? 0
    return fields.flatMap { field -> [String] in
      if case .object = field.value { return [indent + field.name] + self.fields(field.value, indent: indent + "  ") }
      return ["\(indent)\(pad(field.name, width)) = \(source(field.value))"]
    }
  }

  private func source(_ construction: Construction) -> String {
    switch construction {
    case .constant(let constant): words(constant)
    case .expression(let expression):
      expression.cel.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    case .text(let template): "\"\(template.source)\""
    case .list(let elements): "[\(elements.map(source).joined(separator: ", "))]"
    case .object(let fields): "{\(fields.map { "\($0.name): \(source($0.value))" }.joined(separator: ", "))}"
    }
  }

  private func words(_ constant: Constant) -> String {
    switch constant {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .int(let int): "\(int)"
    case .double(let double): number(double)
    case .string(let string): "'\(string)'"
    }
  }

  private func words(_ retry: RetryPolicy) -> String {
    let attempts = retry.attempts.map { ", \($0) attempts" } ?? ""
    if retry.jitter == .decorrelated {
      return
        "\(retry.name): pauses drawn from \(duration(retry.firstMilliseconds)) to three times the one before, up to \(duration(retry.maxMilliseconds)), for \(duration(retry.deadlineMilliseconds))\(attempts)"
    }
    let jitter = retry.jitter == .full ? "drawn below" : "of"
    return
      "\(retry.name): pauses \(jitter) \(duration(retry.firstMilliseconds)), growing by \(number(retry.factor)) to \(duration(retry.maxMilliseconds)), for \(duration(retry.deadlineMilliseconds))\(attempts)"
  }

  private func table(_ table: PlannedTable) -> [String] {
    ["table \(table.name)   (\(table.from) to \(table.to))"]
      + table.rows.map { "  \(words($0.key)) is \(words($0.value))" }
      + (table.otherwise.map { ["  anything else is \(words($0))"] } ?? [])
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text
      + String(
        repeating: " ", count: max(text.hasSuffix(" ") || width <= text.count && width > 20 ? 2 : 0, width - text.count)
      )
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private func duration(_ milliseconds: Int64) -> String {
    var rest = milliseconds
    var text = ""
    for (unit, size) in [("d", Int64(86_400_000)), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
    where rest >= size {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    return text.isEmpty ? "0s" : text
  }
}

extension FailureClass {
  /// Its name, as wide as the names of lines are.
  fileprivate var padded: String { rawValue + String(repeating: " ", count: max(0, 9 - rawValue.count)) }
}
