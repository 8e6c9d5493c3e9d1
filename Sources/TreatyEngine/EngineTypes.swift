public import TreatyPlan
public import TreatyStore

/// Something for the engine to take in.
public enum EngineInput: Sendable {
  /// A webhook, already routed and authenticated. The token comes back with the result.
  case intake(Intake, token: UInt64)
  /// What became of a call.
  case answer(CallID, Answer)
  /// What an operator wants, who that is, and why.
  case act(OperatorAct, by: ActOrigin, token: UInt64)
}

/// A webhook as it came.
public struct Intake: Sendable {
  /// Name of the flow that takes it: a position could be another flow's by the time that it is taken in, after a change of plan.
  public var flow: String
  /// Trace id, 32 lower-case hex digits.
  public var trace: String
  /// The sender's span, where it named one.
  public var parentSpan: String?
  /// What is known of the trace besides; `nil` where it begins here and nothing of it is recorded.
  public var sender: SenderTrace?
  /// Headers, names in lower case.
  public var headers: [(String, String)]
  /// Body.
  public var body: [UInt8]

  /// A webhook.
  public init(
    flow: String, trace: String, parentSpan: String?, sender: SenderTrace? = nil, headers: [(String, String)],
    body: [UInt8]
  ) {
    self.flow = flow
    self.trace = trace
    self.parentSpan = parentSpan
    self.sender = sender
    self.headers = headers
    self.body = body
  }
}

/// What became of an intake. It holds only once the turn's transaction is on disk.
public enum IntakeResult: Hashable, Sendable {
  /// It is kept. A repetition of one that was kept before has that one's trace.
  case accepted(trace: String, isNew: Bool)
  /// The body is no JSON.
  case notJSON(String)
  /// The body is not what the event says.
  case invalid([Violation])
  /// The plan does not have the flow, any more.
  case noSuchFlow
}

/// Number of a call: the delivery and which of its calls.
public struct CallID: Hashable, Sendable {
  /// The delivery.
  public var delivery: DeliveryID
  /// Which of its calls, from 1.
  public var attempt: Int
}

/// A call to make once the turn is on disk.
public struct OutgoingCall: Sendable {
  /// Its number, to be given back with the answer.
  public var id: CallID
  /// Whom to call.
  public var system: Position<PlannedSystem>
  /// What it does: `create`, `update`, `find`, `get`.
  public var operation: String
  /// HTTP method.
  public var method: String
  /// Path and query below the system's base, encoded.
  public var target: String
  /// Headers besides those of the transport.
  public var headers: [(String, String)]
  /// Body.
  public var body: [UInt8]?
  /// How long an answer may take.
  public var timeoutMilliseconds: Int64
  /// Trace id.
  public var trace: String
  /// Span id of the call.
  public var span: String
  /// Flow that it is made for.
  public var flow: String
  /// What is known of the trace besides.
  public var sender: SenderTrace?
  /// Number of the delivery's span, which the call's hangs below.
  public var parent: UInt64
  /// Where several deliveries go with one call: traces and spans of those behind the first.
  public var others: [(trace: String, span: UInt64)] = []
}

/// What became of a call.
public enum Answer: Sendable {
  /// How far a call that had no answer can have come.
  public enum Reach: String, Hashable, Sendable {
    /// It surely did not leave this machine.
    case notSent
    /// It may have been carried out.
    case mayHaveArrived
  }

  /// An answer, whatever its status.
  case reply(status: Int, headers: [(String, String)], body: [UInt8])
  /// None.
  case noReply(reach: Reach, cause: String)
}

/// What an operator does with a delivery that waits for a person.
public enum OperatorAct: Hashable, Sendable {
  /// Try it again from the start.
  case retry(DeliveryID)
  /// Give it up for good.
  case drop(DeliveryID)
  /// It was done: this is the record.
  case found(DeliveryID, recordID: String)
  /// Try it again from the start, with this as what it holds.
  case edit(DeliveryID, payload: [UInt8])

  /// The delivery that it is about.
  public var delivery: DeliveryID {
    switch self {
    case .retry(let id), .drop(let id), .found(let id, _), .edit(let id, _): id
    }
  }

  /// Its verb, as commands and logs name it.
  public var verb: String {
    switch self {
    case .retry: "retry"
    case .drop: "drop"
    case .found: "found"
    case .edit: "edit"
    }
  }
}

/// What became of an operator's act.
public enum ActResult: Hashable, Sendable {
  /// Done.
  case done(String)
  /// Not possible: why.
  case refused(String)
  /// There is no such delivery.
  case unknown
}

/// What a turn came to. All of it holds only once the turn's transaction is on disk.
public struct StepResult: Sendable {
  /// Results of intakes, by token.
  public var intakes: [(token: UInt64, result: IntakeResult)] = []
  /// Results of acts, by token.
  public var acts: [(token: UInt64, result: ActResult)] = []
  /// Calls to make.
  public var calls: [OutgoingCall] = []
  /// When something is due next.
  public var wake: Instant?
  /// Whether work is left that can be done at once.
  public var more = false
  /// What happened, for logs and metrics.
  public var notices: [Notice] = []
  /// What has ended, for traces.
  public var steps: [TracedStep] = []
}

/// What a flow has written to the log of an item, under one name.
public struct LogField: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What is written: a text as it is, anything else as JSON.
  public var value: String
}

/// Something that happened, for logs and metrics. Never a secret, never a payload but for what a flow says is to be logged.
public enum Notice: Hashable, Sendable {
  /// A message was worked out into deliveries; milliseconds from the intake on.
  case workedOut(flow: String, trace: String, deliveries: Int, milliseconds: Int64)
  /// What is written to the log of an item, as its flow says (`log:`).
  case logged(flow: String, trace: String, fields: [LogField])
  /// A call leaves for a delivery; milliseconds that it waited since it was due.
  case sent(flow: String, system: String, waitedMilliseconds: Int64)
  /// A delivery ended well; milliseconds from the intake on.
  case delivered(flow: String, system: String, trace: String, outcome: String, milliseconds: Int64)
  /// A call was answered.
  case answered(system: String, operation: String, result: String, milliseconds: Int64)
  /// A delivery waits to be tried again.
  case retrying(flow: String, system: String, trace: String, failure: String, cause: String, inMilliseconds: Int64)
  /// A delivery was given up.
  case dead(flow: String, system: String, trace: String, delivery: Int64, failure: String, cause: String)
  /// A person must decide.
  case asking(flow: String, system: String, trace: String, delivery: Int64, failure: String, cause: String)
  /// A delivery was left out, as its flow says of such a failure; `compensated` with what else was done for its item, or `skipped` by itself.
  case leftOut(
    flow: String, system: String, trace: String, delivery: Int64, failure: String, cause: String, outcome: String)
  /// An operator has done something with a delivery.
  case acted(verb: String, trace: String, delivery: Int64, by: ActOrigin)
  /// A system does not answer, and is left alone until one call tries whether it does again.
  case systemDown(system: String, triedInMilliseconds: Int64)
  /// A system that did not answer does again; it is come back to slowly.
  case systemUp(system: String)
  /// A system asks for patience.
  case systemThrottles(system: String, forMilliseconds: Int64)
  /// Messages whose time had come were removed.
  case purged(Int)
}
