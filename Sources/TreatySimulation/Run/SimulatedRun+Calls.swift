import TreatyEngine
import TreatyPlan
import TreatyStore

/// Messages on their way in, and calls on their way out and back.
extension SimulatedRun {
  /// What the sender tells, as the host takes it in.
  func intake(_ index: Int) -> EngineInput {
    let telling = scenario.tellings[index]
    let entries = telling.entries.map {
      "{\"key\":\"\(self.key($0, telling.flow))\",\"number\":\($0.number),\"text\":\"\(telling.flow)\"}"
    }
    let trace = String(index + 1, radix: 16)
    return .intake(
      Intake(
        flow: plan.plan.flows[telling.flow].name, trace: String(repeating: "0", count: 32 - trace.count) + trace,
        parentSpan: nil,
        headers: telling.deliveryID.map { [("x-delivery", $0)] } ?? [],
        body: Array("{\"entries\":[\(entries.joined(separator: ","))]}".utf8)), token: UInt64(index))
  }

  /// What a thing is called at the partners: flows do not share records.
  func key(_ entry: Scenario.Entry, _ flow: Int) -> String { "\(flow)-\(entry.key)" }

  /// A call leaves.
  mutating func leave(_ call: OutgoingCall) {
    let number = calls.count
    let fault = faults.fault(ofCall: number, to: call.system.index, at: time)
    let course = CallCourse(of: call, number, fault, at: time, draw)
    calls.append(UnderWay(call: call, course: course, process: process))
    tally.calls += 1
    if let fault {
      tally.faults += 1
      tell("call \(number), \(call.operation) at \(plan.plan.systems[call.system].name): \(fault)")
    } else {
      tell("call \(number), \(call.operation) at \(plan.plan.systems[call.system].name)")
    }
    if let work = course.work { queue.add(.work(number), at: work) }
    queue.add(.answer(number), at: course.answer)
    limits.note(call.system.index, process: process, at: time)
  }

  /// The partner carries a call out.
  mutating func work(_ number: Int) {
    calls[number].reply = partners.carryOut(calls[number].call, at: time, refusing: calls[number].course.refused)
    if let doubled = partners.doubled(by: calls[number].call) {
      violations.append("doubled: `\(doubled)` was made again by call \(number) at \(time) ms")
    }
    tell("call \(number) is carried out: \(calls[number].reply?.status ?? 0)")
  }

  private func headers(_ reply: StandInReply?) -> [(String, String)] {
    [("Content-Type", "application/json")]
      + (reply?.headers.sorted { $0.key < $1.key } ?? []).map { ($0.key, $0.value) }
  }

  /// What the host hears of a call.
  mutating func answer(_ number: Int) -> Answer {
    let underWay = calls[number]
    if underWay.process == process { limits.noteEnd(underWay.call.system.index) }
    let answer: Answer
    switch underWay.course.end {
    case .none(let reach): answer = .noReply(reach: reach, cause: reach == .notSent ? "refused" : "no answer")
    case .status(let status, let after):
      answer = .reply(status: status, headers: after.map { [("Retry-After", $0)] } ?? [], body: Array("{}".utf8))
    case .garbled: answer = .reply(status: underWay.reply?.status ?? 200, headers: [], body: Array("<html>".utf8))
    case .reply:
      answer = .reply(
        status: underWay.reply?.status ?? 500, headers: headers(underWay.reply), body: underWay.reply?.body ?? [])
    case .short(let by):
      answer = .reply(
        status: underWay.reply?.status ?? 500, headers: headers(underWay.reply),
        body: SimulatedPartners.cut(underWay.reply?.body ?? [], by: by))
    }
    tell("call \(number) is answered: \(answer.words)")
    return answer
  }
}

extension Answer {
  fileprivate var words: String {
    switch self {
    case .reply(let status, _, _): "\(status)"
    case .noReply(let reach, _): reach == .notSent ? "never left" : "no answer"
    }
  }
}
