import Synchronization
import TreatyEngine

/// Where everything that the engine has to take in gathers until its next turn.
///
/// Bounded: what cannot be kept soon is refused at once, so that senders wait at their own expense and not in our memory.
final class Mailbox: Sendable {
  /// Why something was not taken. Nothing of it is on disk; it may be sent again.
  enum Refusal: Error, Hashable {
    /// Too much is waiting.
    case busy
    /// The host is stopping, or has ended.
    case stopping
    /// There is no room on the disk.
    case full
  }

  /// What a sender waits for: one result for each flow that takes its webhook.
  private struct Sender {
    let count: Int
    let bytes: Int
    let continuation: CheckedContinuation<Result<[IntakeResult], Refusal>, Never>
    var results: [IntakeResult] = []
  }

  private struct State {
    var isOpen = true
    /// What belongs together is kept together, and so committed together.
    var waiting: [[EngineInput]] = []
    var senders: [UInt64: Sender] = [:]
    var operators: [UInt64: CheckedContinuation<Result<ActResult, Refusal>, Never>] = [:]
    var nextToken: UInt64 = 0
    var bytes = 0
    var callsOut = 0
  }

  /// How many senders may wait.
  static let mostSenders = 4_096
  /// How many bytes of bodies may wait.
  static let mostBytes = 64 << 20
  /// How many inputs one turn takes.
  static let mostPerTurn = 256

  private let state = Mutex(State())
  private let wakeup = Wakeup()

  // MARK: What others bring

  /// Takes a webhook for each of the flows that want it; returns once all of it is on disk.
  func take(_ intakes: [Intake]) async throws(Refusal) -> [IntakeResult] {
    guard let first = intakes.first else { return [] }
    let result = await withCheckedContinuation { continuation in
      let refusal = state.withLock { state -> Refusal? in
        guard state.isOpen else { return .stopping }
        guard state.senders.count < Mailbox.mostSenders, state.bytes + first.body.count <= Mailbox.mostBytes else {
          return .busy
        }
        state.nextToken += 1
        let token = state.nextToken
        state.bytes += first.body.count
        state.senders[token] = Sender(count: intakes.count, bytes: first.body.count, continuation: continuation)
        state.waiting.append(intakes.map { .intake($0, token: token) })
        return nil
      }
      if let refusal { continuation.resume(returning: .failure(refusal)) } else { signal() }
    }
    return try result.get()
  }

  /// Does what an operator wants; returns once it is on disk.
  func perform(_ act: OperatorAct, by origin: ActOrigin) async throws(Refusal) -> ActResult {
    let result = await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        guard state.isOpen else { return false }
        state.nextToken += 1
        state.operators[state.nextToken] = continuation
        state.waiting.append([.act(act, by: origin, token: state.nextToken)])
        return true
      }
      if isOpen { signal() } else { continuation.resume(returning: .failure(.stopping)) }
    }
    return try result.get()
  }

  /// Takes the answer of a call that was out. Never refused: it is already paid for.
  func answered(_ call: CallID, _ answer: Answer) {
    state.withLock { state in
      state.callsOut -= 1
      state.waiting.append([.answer(call, answer)])
    }
    signal()
  }

  /// Notes that calls leave.
  func sent(_ count: Int) { state.withLock { $0.callsOut += count } }

  /// How many calls are out.
  var callsOut: Int { state.withLock { $0.callsOut } }

  /// Whether no call is out and nothing waits: after this, nothing comes any more once the mailbox is closed.
  var isQuiet: Bool { state.withLock { $0.callsOut == 0 && $0.waiting.isEmpty } }

  /// Whether no call is out, and no answer to one waits to be taken in.
  var isCalm: Bool {
    state.withLock { state in
      state.callsOut == 0
        && !state.waiting.contains { $0.contains { if case .answer = $0 { true } else { false } } }
    }
  }

  // MARK: What the engine's loop does

  /// What a turn takes.
  func batch() -> [EngineInput] {
    state.withLock { state in
      var count = 0
      let taken = state.waiting.prefix { unit in
        defer { count += unit.count }
        return count < Mailbox.mostPerTurn
      }
      state.waiting.removeFirst(taken.count)
      return taken.flatMap(\.self)
    }
  }

  /// Answers whoever waits for these results, which are on disk.
  func settle(_ result: StepResult) {
    let (senders, operators) = state.withLock { state in
      var senders: [Sender] = []
      for (token, outcome) in result.intakes {
        state.senders[token]?.results.append(outcome)
        if let sender = state.senders[token], sender.results.count == sender.count {
          state.bytes -= sender.bytes
          state.senders[token] = nil
          senders.append(sender)
        }
      }
      return (senders, result.acts.map { (state.operators.removeValue(forKey: $0.token), $0.result) })
    }
    for sender in senders { sender.continuation.resume(returning: .success(sender.results)) }
    for (continuation, outcome) in operators { continuation?.resume(returning: .success(outcome)) }
  }

  /// Gives back a batch that was not written for want of room: senders are refused, answers wait.
  func giveBack(_ batch: [EngineInput]) {
    let refused: [@Sendable () -> Void] = state.withLock { state in
      var (answers, refused): ([[EngineInput]], [@Sendable () -> Void]) = ([], [])
      for input in batch {
        switch input {
        case .answer: answers.append([input])
        case .intake(_, let token):
          guard let sender = state.senders.removeValue(forKey: token) else { continue }
          state.bytes -= sender.bytes
          refused.append { sender.continuation.resume(returning: .failure(.full)) }
        case .act(_, _, let token):
          guard let waiting = state.operators.removeValue(forKey: token) else { continue }
          refused.append { waiting.resume(returning: .failure(.full)) }
        }
      }
      state.waiting = answers + state.waiting
      return refused
    }
    for refuse in refused { refuse() }
  }

  /// Takes nothing more but answers. What waits is still worked off.
  func stop() { state.withLock { $0.isOpen = false } }

  /// Ends: whoever still waits is told to come again.
  func close() {
    let (senders, operators) = state.withLock { state in
      state.isOpen = false
      defer { (state.senders, state.operators, state.waiting) = ([:], [:], []) }
      return (state.senders, state.operators)
    }
    for sender in senders.values { sender.continuation.resume(returning: .failure(.stopping)) }
    for waiting in operators.values { waiting.resume(returning: .failure(.stopping)) }
  }

  // MARK: Waking up

  /// Wakes the loop, or keeps it from falling asleep.
  func signal() { wakeup.signal() }

  /// Sleeps until something comes, at most for a while; returns at once where something has come since the last time, or the
  /// task is cancelled. For the loop alone: there is one sleeper.
  func sleep(atMost pause: Duration?) async {
    guard let pause else { return await wakeup.wait() }
    // A sleep that was cancelled has nothing more to wait for.
    await wakeup.wait { try? await Task.sleep(for: pause) }
  }
}
