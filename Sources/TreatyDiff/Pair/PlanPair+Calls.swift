import TreatyPlan

/// What operations send and read.
extension PlanPair {
  /// An operation that either side has.
  func eachOperationSlot(
    _ body: (_ name: String, _ old: PlannedOperation?, _ new: PlannedOperation?, ChangePlace) -> Void
  ) {
    eachRecord { name, old, new, place in
      for (verb, path) in PlanPair.verbs where old[keyPath: path] != nil || new[keyPath: path] != nil {
        body("\(verb) of \(name)", old[keyPath: path], new[keyPath: path], place.part(verb))
      }
    }
  }

  /// A part of a request that is another.
  struct CallDifference {
    /// The part as specs name it, and as a person does.
    let name, word: String
    let before, after: String?
  }

  /// What of a request is another.
  func callDifferences(_ old: PlannedOperation, _ new: PlannedOperation) -> [CallDifference] {
    guard old != new else { return [] }
    var found: [CallDifference] = []
    func add(_ name: String, _ word: String, _ before: String?, _ after: String?) {
      found.append(CallDifference(name: name, word: word, before: before, after: after))
    }
    if old.method != new.method { add("method", "method", old.method, new.method) }
    if !meaning.isSame(old.path, new.path) { add("path", "address", old.path.source, new.path.source) }
    if !isSame(old.query.map(Named.init), new.query.map(Named.init)) {
      add("query", "query", words(old.query.map(Named.init)), words(new.query.map(Named.init)))
    }
    if !isSame(old.headers.map(Named.init), new.headers.map(Named.init)) {
      add("headers", "header", words(old.headers.map(Named.init)), words(new.headers.map(Named.init)))
    }
    if !meaning.isSame(old.body, new.body) { add("body", "body", old.body?.words, new.body?.words) }
    return found
  }

  /// A parameter or a header.
  private struct Named {
    let name: String
    let value: PlannedTemplate

    init(_ parameter: QueryParameter) { (name, value) = (parameter.name, parameter.value) }
    init(_ header: HeaderField) { (name, value) = (header.name, header.value) }
  }

  private func isSame(_ old: [Named], _ new: [Named]) -> Bool {
    old.elementsEqual(new) { $0.name == $1.name && meaning.isSame($0.value, $1.value) }
  }

  private func words(_ all: [Named]) -> String? {
    all.isEmpty ? nil : all.map { "\($0.name): \($0.value.source)" }.joined(separator: "\n")
  }
}

extension PlannedOperation {
  /// As a person reads it.
  var words: String { "\(method) \(path.source)" }

  /// How often it is called, and how long it is waited for.
  var pace: String {
    let rate = limits?.ratePerSecond.map { ", at most \(Words.rate($0))" } ?? ""
    let concurrency = limits?.concurrency.map { ", \($0) at once" } ?? ""
    return "waited for \(Words.duration(timeoutMilliseconds))\(rate)\(concurrency)"
  }
}

extension ChangeStamp {
  /// As a person reads it.
  var words: String { "`\(field)`, in the zone \(zone), in steps of \(Words.duration(grainMilliseconds))" }
}

extension AccountLimits {
  /// How much may be asked, where that has a limit.
  var paceWords: String? {
    let parts = [ratePerSecond.map(Words.rate), concurrency.map { "\($0) at once" }].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension PlannedContent {
  /// A value of a mapping; `nil` where it has none, or is none.
  func field(_ name: String) -> PlannedContent? {
    if case .object(let fields) = self { fields[name] } else { nil }
  }
}
