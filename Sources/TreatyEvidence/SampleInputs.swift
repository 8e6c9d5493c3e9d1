public import TreatyEngine
public import TreatyPlan

/// Values of inputs to try a plan with.
public enum SampleInputs {
  /// What was given, and something for each input that has neither a value nor a default: the same for every plan that has an input of this name and
  /// kind, so that it makes no difference.
  public static func bindings(of plan: Plan, given: [String: String]) -> Bindings {
    var inputs = given
    for input in plan.inputs where inputs[input.name] == nil && input.fallback == nil {
      inputs[input.name] = placeholder(input.name, input.kind)
    }
    return Bindings(inputs: inputs)
  }

  private static func placeholder(_ name: String, _ kind: InputKind) -> String {
    switch kind {
    case .string: name
    // A name that nobody has (RFC 2606).
    case .url: "https://\(name).example"
    case .email: "\(name)@example.org"
    case .int, .number: "1"
    case .bool: "true"
    }
  }
}
