/// What becomes of deliveries of a flow that fail, by class.
public struct FailurePolicies: Hashable, Sendable, Codable {
  /// By class, where it is not ``FailureClass/usual``; sorted by name.
  public var classes: [ClassPolicy]
  /// What becomes of what waits behind one that is given up; `nil` is ``LanePolicy/pass``.
  public var lane: LanePolicy?

  /// Policies.
  public init(classes: [ClassPolicy] = [], lane: LanePolicy? = nil) {
    self.classes = classes
    self.lane = lane
  }

  /// What is said of a class; `nil` where nothing is.
  public func said(of failure: FailureClass) -> FailurePolicy? {
    classes.first { $0.failureClass == failure }?.policy
  }

  /// What becomes of deliveries that fail with one class.
  public struct ClassPolicy: Hashable, Sendable, Codable {
    /// The class.
    public var failureClass: FailureClass
    /// What becomes of them.
    public var policy: FailurePolicy

    /// A policy for a class.
    public init(_ failureClass: FailureClass, _ policy: FailurePolicy) {
      self.failureClass = failureClass
      self.policy = policy
    }

    private enum CodingKeys: String, CodingKey {
      case failureClass = "class"
      case policy = "do"
    }
  }
}

/// What becomes of a delivery that failed.
public enum FailurePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// It is tried again as its retry policy says, and is a dead letter after that.
  case retry
  /// A person is asked, and its lane waits.
  case ask
  /// It is a dead letter.
  case dead
  /// It is left out, and its lane goes on.
  case skip
  /// It is left out, and what other deliveries did for the same item is undone.
  case compensate
}

/// What becomes of what waits in a lane behind a delivery that is given up.
public enum LanePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// It goes on.
  case pass
  /// It waits until a person has seen to the one that was given up.
  case block
}

extension FailureClass {
  /// What becomes of a delivery that failed so where its flow says nothing: what waiting can mend is tried again, a person is asked about
  /// what nobody knows, and the rest is a dead letter.
  public var usual: FailurePolicy {
    if mendsByWaiting { .retry } else { self == .unsure ? .ask : .dead }
  }

  /// What can be said of it. Nothing that would do a thing twice, and nothing that cannot come to anything else.
  public var possible: [FailurePolicy] {
    switch self {
    case .outage, .throttled, .conflict, .denied, .rejected, .gone: FailurePolicy.allCases
    case .unsure: [.ask]
    case .ours, .expired: FailurePolicy.allCases.filter { $0 != .retry }
    }
  }
}
