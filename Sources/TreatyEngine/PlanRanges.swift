import TreatyPlan

extension Plan {
  /// The first number that the engine cannot count with. The compiler writes none; a plan that was changed by hand may hold any, and
  /// a sum that overflows would end the process.
  func numberFlaw() -> LinkFailure? {
    for (index, system) in systems.enumerated() {
      let pointer = "/systems/\(index)"
      if let flaw = system.limits.flaw(at: "\(pointer)/limits") { return flaw }
      if let account = system.account,
        let flaw = Calls.flaw(account.ratePerSecond, account.concurrency, at: "\(pointer)/account")
      {
        return flaw
      }
      if let flaw = Span.flaw(system.searchDelayMilliseconds, at: "\(pointer)/searchDelayMilliseconds") { return flaw }
      for (place, record) in system.records.enumerated() {
        for (verb, operation) in [
          ("get", record.get), ("list", record.list), ("find", record.find), ("create", record.create),
          ("update", record.update), ("delete", record.delete),
        ] {
          guard let operation else { continue }
          let key = "\(pointer)/records/\(place)/\(verb)"
          if let flaw = operation.flaw(at: key) { return flaw }
        }
      }
    }
    for (index, policy) in retries.enumerated() {
      if let flaw = policy.flaw(at: "/retries/\(index)") { return flaw }
    }
    for (index, flow) in flows.enumerated() {
      if let protection = flow.protection,
        let flaw = Span.flaw(protection.keysMilliseconds, at: "/flows/\(index)/protection/keysMilliseconds")
      {
        return flaw
      }
      guard let span = flow.expiresMilliseconds else { continue }
      if let flaw = Span.flaw(span, at: "/flows/\(index)/expiresMilliseconds") { return flaw }
    }
    for (index, policy) in retentions.enumerated() {
      let pointer = "/retentions/\(index)"
      let spans =
        [
          ("done", policy.doneMilliseconds), ("dead", policy.deadMilliseconds), ("payload", policy.payloadMilliseconds),
          ("audit", policy.auditMilliseconds), ("log", policy.logMilliseconds), ("record", policy.recordMilliseconds),
          ("archive/keep", policy.archive?.keepMilliseconds),
        ] + (policy.classes ?? [:]).sorted { $0.key < $1.key }.map { ("classes/\($0.key)", Optional($0.value)) }
      for case (let key, let span?) in spans {
        if let flaw = Span.flaw(span, at: "\(pointer)/\(key)Milliseconds") { return flaw }
      }
    }
    return nil
  }
}

/// A span of time in milliseconds.
private enum Span {
  static func flaw(_ milliseconds: Int64, at pointer: String) -> LinkFailure? {
    (0...36_525 * 86_400_000).contains(milliseconds)
      ? nil : LinkFailure(pointer: pointer, message: "\(milliseconds) ms is no span between 0 and 100 years")
  }
}

/// How many calls.
private enum Calls {
  static func flaw(_ rate: Double?, _ concurrency: Int?, at pointer: String) -> LinkFailure? {
    if let rate, !(1e-6...1e6).contains(rate) {
      return LinkFailure(pointer: "\(pointer)/ratePerSecond", message: "\(rate) calls a second is no rate")
    }
    if let concurrency, !(1...1_000_000).contains(concurrency) {
      return LinkFailure(pointer: "\(pointer)/concurrency", message: "\(concurrency) calls at once is no limit")
    }
    return nil
  }
}

extension PlannedOperation {
  fileprivate func flaw(at pointer: String) -> LinkFailure? {
    if let batch, !(2...1_000).contains(batch.most) {
      return LinkFailure(pointer: "\(pointer)/batch/most", message: "\(batch.most) records are no batch")
    }
    return Calls.flaw(limits?.ratePerSecond, limits?.concurrency, at: "\(pointer)/limits")
      ?? Span.flaw(timeoutMilliseconds, at: "\(pointer)/timeoutMilliseconds")
  }
}

extension CallLimits {
  fileprivate func flaw(at pointer: String) -> LinkFailure? {
    Calls.flaw(ratePerSecond, concurrency, at: pointer)
      ?? Span.flaw(timeoutMilliseconds, at: "\(pointer)/timeoutMilliseconds")
  }
}

extension RetryPolicy {
  fileprivate func flaw(at pointer: String) -> LinkFailure? {
    guard (1...1_000).contains(factor) else {
      return LinkFailure(pointer: "\(pointer)/factor", message: "pauses cannot grow by \(factor)")
    }
    if let budget, !(0...1).contains(budget) {
      return LinkFailure(pointer: "\(pointer)/budget", message: "\(budget) is no share of calls")
    }
    if let breaker, breaker.failures < 1 {
      return LinkFailure(pointer: "\(pointer)/breaker", message: "\(breaker.failures) failures in a row are none")
    }
    let pause = breaker?.pauseMilliseconds ?? 0
    if let flaw = Span.flaw(pause, at: "\(pointer)/breaker/pauseMilliseconds") { return flaw }
    if let attempts, attempts < 1 {
      return LinkFailure(pointer: "\(pointer)/attempts", message: "\(attempts) attempts are none")
    }
    for (key, span) in [("first", firstMilliseconds), ("max", maxMilliseconds), ("deadline", deadlineMilliseconds)] {
      if let flaw = Span.flaw(span, at: "\(pointer)/\(key)Milliseconds") { return flaw }
    }
    return nil
  }
}
