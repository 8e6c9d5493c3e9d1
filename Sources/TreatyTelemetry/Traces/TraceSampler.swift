/// Which traces are recorded (OpenTelemetry: `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG`).
public struct TraceSampler: Hashable, Sendable {
  /// How it is decided where nobody has decided before.
  public enum Root: Hashable, Sendable {
    case always, never
    /// This share of all traces, from 0 to 1: by the trace's id, so that everybody decides alike.
    case ratio(Double)
  }

  /// How it is decided where nobody has.
  public var root: Root
  /// Whether what the sender decided holds.
  public var followsParent: Bool

  /// As OpenTelemetry has it where nothing is said.
  public static let standard = TraceSampler(root: .always, followsParent: true)

  /// A sampler.
  public init(root: Root, followsParent: Bool) {
    self.root = root
    self.followsParent = followsParent
  }

  /// By its name there: `always_on`, `always_off`, `traceidratio`, and each with `parentbased_` before it.
  public init?(name: String, argument: String?) {
    let base = name.hasPrefix("parentbased_") ? String(name.dropFirst("parentbased_".count)) : name
    followsParent = base != name
    switch base {
    case "always_on": root = .always
    case "always_off": root = .never
    case "traceidratio":
      guard let share = Double(argument ?? "1"), (0...1).contains(share) else { return nil }
      root = .ratio(share)
    default: return nil
    }
  }

  /// Whether a trace is recorded.
  /// - Parameter parent: what its sender said; `nil` where it begins here.
  public func records(_ trace: String, parent: Bool?) -> Bool {
    if followsParent, let parent { return parent }
    switch root {
    case .always: return true
    case .never: return false
    case .ratio(let share):
      // The last 56 bits are random (W3C Trace Context, level 2 §3.2.2.5).
      guard let bits = UInt64(trace.suffix(14), radix: 16) else { return false }
      return share >= 1 || Double(bits) < share * 0x1p56
    }
  }
}
