/// How much may be asked of an operation, or in the name of an account, below what systems allow.
public struct CallLimitsDeclaration: Described {
  /// Calls a second.
  public var rate: Located<Double>?
  /// Calls under way at once.
  public var concurrency: Located<Int>?

  /// No limits.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CallLimitsDeclaration>(
    "call limit", "How much may be asked of one operation, or in the name of one account, below what systems allow.",
    rules: KeyRules(atLeastOne: [["rate", "concurrency"]]),
    keys: [
      .optional(
        "rate", \.rate, Kind<Double>.rate.located, "Calls in a stretch of time.", otherwise: "no limit", example: "50/s"
      ),
      .optional(
        "concurrency", \.concurrency, Kind<Int>.integer(1...1000).located, "Calls under way at once.",
        otherwise: "no limit", example: "10"),
    ])
}

/// How a vendor's answers say what may still be asked.
public struct ThrottleDeclaration: Described {
  /// How many calls are left.
  public var remaining: ScalarText?
  /// When there are new ones.
  public var reset = ScalarText(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ThrottleDeclaration>(
    "throttle reading",
    "How a vendor's answers say what may still be asked. An answer upon which the expressions fail, since a header is missing, says nothing.",
    keys: [
      .optional(
        "remaining", \.remaining, .expression, "How many calls are left until `reset`: a whole number.",
        otherwise: "not said", example: "int(headers['ratelimit-remaining'])"
      ).scope("status, headers, body, system"),
      .required(
        "reset", \.reset, .expression,
        "When there are new ones: a time, a duration from now, or a number of seconds from now.",
        example: "timestamp(int(headers['ratelimit-reset']))"
      ).scope("status, headers, body, system"),
    ])
}
