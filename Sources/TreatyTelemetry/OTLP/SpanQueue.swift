import Synchronization

/// Spans that wait to be sent. Bounded: whoever brings one never waits, and what there is no room for is dropped and counted.
public final class SpanQueue: Sendable {
  private struct State {
    var spans: [Span] = []
    var dropped = 0
    var taken: (@Sendable () -> Void)?
  }

  private let most: Int
  private let batch: Int
  private let state = Mutex(State())
  /// Which traces are recorded.
  public let sampler: TraceSampler

  /// An empty queue.
  public init(_ configuration: OTLPConfiguration) {
    most = configuration.mostSpans
    batch = configuration.batch
    sampler = configuration.sampler
  }

  /// Who is told when there is enough for a request.
  public func whenFull(_ tell: @escaping @Sendable () -> Void) { state.withLock { $0.taken = tell } }

  /// Takes spans.
  public func add(_ spans: [Span]) {
    guard !spans.isEmpty else { return }
    let tell = state.withLock { state in
      let before = state.spans.count
      let room = max(0, most - before)
      state.spans += spans.prefix(room)
      state.dropped += max(0, spans.count - room)
      return before < batch && state.spans.count >= batch ? state.taken : nil
    }
    tell?()
  }

  /// The next spans for a request; none where none wait.
  public func next() -> [Span] {
    state.withLock { state in
      let taken = Array(state.spans.prefix(batch))
      state.spans.removeFirst(taken.count)
      return taken
    }
  }

  /// How many were dropped since somebody asked last.
  public func takeDropped() -> Int {
    state.withLock { state in
      defer { state.dropped = 0 }
      return state.dropped
    }
  }
}
