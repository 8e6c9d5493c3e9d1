public import TreatyEngine
import TreatyStore

/// A span of a trace that has ended, as OpenTelemetry has it. Never with anything of a payload in it.
public struct Span: Hashable, Sendable {
  /// Kinds, by their numbers in OTLP.
  public enum Kind: Int, Hashable, Sendable {
    case `internal` = 1
    case server, client
  }

  /// A value of an attribute.
  public enum Attribute: Hashable, Sendable {
    case text(String)
    case number(Int)
  }

  /// Another span that it has to do with.
  public struct Link: Hashable, Sendable {
    /// Trace and span ids.
    public var trace, span: String

    /// A link.
    public init(trace: String, span: String) {
      self.trace = trace
      self.span = span
    }
  }

  /// Trace id, 32 lower-case hex digits.
  public var trace: String
  /// Span id, 16 lower-case hex digits.
  public var span: String
  /// The span that it is a part of; `nil` where it is the first.
  public var parent: String?
  /// `tracestate`.
  public var state: String?
  /// What was done, in few different words.
  public var name: String
  /// Its kind.
  public var kind: Kind
  /// Nanoseconds since the epoch.
  public var began, ended: UInt64
  /// What is to be known of it, by names of the semantic conventions 1.44 where they have one.
  public var attributes: [(name: String, value: Attribute)] {
    get { zip(names, values).map { ($0, $1) } }
    set { (names, values) = (newValue.map(\.name), newValue.map(\.value)) }
  }
  private var names: [String] = []
  private var values: [Attribute] = []
  /// Whether it failed.
  public var isError: Bool
  /// What else belongs to it.
  public var links: [Link]

  /// A span.
  public init(
    trace: String, span: String, parent: String?, state: String? = nil, name: String, kind: Kind, began: UInt64,
    ended: UInt64, attributes: [(name: String, value: Attribute)], isError: Bool = false, links: [Link] = []
  ) {
    self.trace = trace
    self.span = span
    self.parent = parent
    self.state = state
    self.name = name
    self.kind = kind
    self.began = began
    self.ended = max(began, ended)
    self.isError = isError
    self.links = links
    self.attributes = attributes
  }

  /// A step that the engine has ended.
  public init(_ step: TracedStep) {
    var attributes: [(name: String, value: Attribute)] = [("treaty.flow", .text(step.flow))]
    if let system = step.system { attributes.append(("treaty.system", .text(system))) }
    if let target = step.target { attributes.append(("treaty.target", .text(target))) }
    var isError = false
    let name: String
    switch step.kind {
    case .workedOut(let deliveries):
      name = "work out \(step.flow)"
      attributes.append(("treaty.deliveries", .number(deliveries)))
    case .delivered(let outcome):
      name = "deliver \(step.target ?? step.flow)"
      attributes.append(("treaty.outcome", .text(outcome)))
    case .dead(let failure):
      name = "deliver \(step.target ?? step.flow)"
      isError = true
      attributes += [("treaty.outcome", .text("dead")), ("error.type", .text(failure))]
    case .dropped:
      name = "deliver \(step.target ?? step.flow)"
      attributes.append(("treaty.outcome", .text("dropped")))
    }
    if step.target != nil { attributes.append(("treaty.attempts", .number(step.attempts))) }
    self.init(
      trace: step.trace, span: SpanNumber.text(step.span), parent: step.sender?.span, state: step.sender?.state,
      name: name, kind: .internal, began: UInt64(clamping: step.began.milliseconds) &* 1_000_000,
      ended: UInt64(clamping: step.ended.milliseconds) &* 1_000_000, attributes: attributes, isError: isError)
  }
}
