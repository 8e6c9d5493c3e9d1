import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// How long a call takes: as the system promises, or else until it is given up.
struct CallTime: Sendable {
  /// In milliseconds.
  let milliseconds: Int64
  /// Who says so.
  let source: String
  /// Whether the system promises it; else it is the time after which nobody waits any longer.
  let isPromised: Bool
}

extension Party {
  /// How long one of the system's calls takes.
  func time(of operation: OperationDeclaration?) -> CallTime {
    let owner = system.value
    if let promised = owner.levels.respondsWithin {
      return CallTime(
        milliseconds: promised.value, source: "`\(systemName)` promises it under `levels.responds-within`",
        isPromised: true)
    }
    if let timeout = operation?.timeout {
      return CallTime(milliseconds: timeout, source: "the operation's `timeout`", isPromised: false)
    }
    if let timeout = owner.limits.timeout {
      return CallTime(
        milliseconds: timeout, source: "the `timeout` in the limits of `\(systemName)`", isPromised: false)
    }
    if let timeout = connector.value.limits.timeout {
      return CallTime(
        milliseconds: timeout, source: "the `timeout` in the limits of connector `\(connector.name.value)`",
        isPromised: false)
    }
    return CallTime(milliseconds: 30_000, source: "the usual `timeout`, since none is said", isPromised: false)
  }

  /// How long a call takes, as a summand.
  /// - Parameter what: What is called, such as "lookup `cmdb.asset`".
  func summand(_ what: String, _ operation: OperationDeclaration?, at place: Span) -> TimeSum.Summand {
    let time = time(of: operation)
    return TimeSum.Summand(
      what: what, milliseconds: time.milliseconds, place: place, source: time.source, isLimit: !time.isPromised,
      isCall: true)
  }
}

extension Reading {
  /// How long it takes to ask.
  var time: TimeSum.Summand {
    let record = party.record?.value
    return party.summand(
      "lookup `\(party.name.value)`", verb == "get" ? record?.get : record?.list, at: party.name.span)
  }
}

extension Effect {
  /// How long it takes: the longest of its calls, one of which is made, and the reading after it where the record is read back.
  var time: TimeSum {
    var sum = TimeSum()
    let calls = verbs.map { party.summand("`\(party.name.value)`", party.operation($0), at: span) }
    sum.add(calls.max { $0.milliseconds < $1.milliseconds })
    if isReadBack { sum.add(party.summand("reading it back", party.record?.value.get, at: span)) }
    return sum
  }

  /// Whether the record is read again after it was written.
  var isReadBack: Bool {
    guard let record = party.record?.value, record.get != nil, !record.readBack.isEmpty else { return false }
    return verbs.contains(.create) || verbs.contains(.update)
  }
}
