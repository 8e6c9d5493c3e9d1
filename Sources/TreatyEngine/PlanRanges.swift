import TreatyPlan

extension Plan {
  /// The first number that the engine cannot count with. The compiler writes none; a plan that was changed by hand may hold any, and
  /// a sum that overflows would end the process.
  func numberFlaw() -> LinkFailure? {
    for (index, system) in systems.enumerated() {
      let pointer = "/systems/\(index)"
      if let flaw = system.limits.flaw(at: "\(pointer)/limits") { return flaw }
      if let flaw = Span.flaw(system.searchDelayMilliseconds, at: "\(pointer)/searchDelayMilliseconds") { return flaw }
      for (place, record) in system.records.enumerated() {
        for (verb, operation) in [
          ("get", record.get), ("list", record.list), ("find", record.find), ("create", record.create),
          ("update", record.update), ("delete", record.delete),
        ] {
          guard let timeout = operation?.timeoutMilliseconds else { continue }
          let key = "\(pointer)/records/\(place)/\(verb)/timeoutMilliseconds"
          if let flaw = Span.flaw(timeout, at: key) { return flaw }
        }
      }
    }
    for (index, policy) in retries.enumerated() {
      if let flaw = policy.flaw(at: "/retries/\(index)") { return flaw }
    }
    for (index, policy) in retentions.enumerated() {
      let pointer = "/retentions/\(index)"
      for (key, span) in [("done", policy.doneMilliseconds), ("dead", policy.deadMilliseconds)] {
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

extension CallLimits {
  fileprivate func flaw(at pointer: String) -> LinkFailure? {
    if let rate = ratePerSecond, !(1e-6...1e6).contains(rate) {
      return LinkFailure(pointer: "\(pointer)/ratePerSecond", message: "\(rate) calls a second is no rate")
    }
    guard (1...1_000_000).contains(concurrency) else {
      return LinkFailure(pointer: "\(pointer)/concurrency", message: "\(concurrency) calls at once is no limit")
    }
    return Span.flaw(timeoutMilliseconds, at: "\(pointer)/timeoutMilliseconds")
  }
}

extension RetryPolicy {
  fileprivate func flaw(at pointer: String) -> LinkFailure? {
    guard (1...1_000).contains(factor) else {
      return LinkFailure(pointer: "\(pointer)/factor", message: "pauses cannot grow by \(factor)")
    }
    if let attempts, attempts < 1 {
      return LinkFailure(pointer: "\(pointer)/attempts", message: "\(attempts) attempts are none")
    }
    for (key, span) in [("first", firstMilliseconds), ("max", maxMilliseconds), ("deadline", deadlineMilliseconds)] {
      if let flaw = Span.flaw(span, at: "\(pointer)/\(key)Milliseconds") { return flaw }
    }
    return nil
  }
}
