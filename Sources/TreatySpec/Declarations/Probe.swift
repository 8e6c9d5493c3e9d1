/// A synthetic transaction: done over and over to see whether a way works, and cleaned up after.
public struct ProbeDeclaration: RunningDeclaration {
  /// The section that it stands in.
  public static let section = Section.probes
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it, what for, and how well.
  public var duty = Duty()
  /// When it is done.
  public var on: Located<String>?
  /// A way that is tried.
  public var flow: Located<String>?
  /// What is sent.
  @Boxed public var send: SendDeclaration?
  /// What is called.
  public var steps: [StepDeclaration] = []
  /// What must be seen.
  public var expect: [ExpectationDeclaration] = []
  /// What is done after.
  public var clean: [StepDeclaration] = []
  /// How much, where it is a test of load.
  @Boxed public var load: LoadDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a probe.
  public static let description = Description<ProbeDeclaration>(
    "probe",
    "A synthetic transaction: something is sent or called as in earnest, its effect is looked for, and all is cleaned up. Its expressions see `probe`, with an `id` that is another each time and the time at which it `started`.",
    rules: KeyRules(atLeastOne: [["on", "load"], ["send", "steps"]], onlyWith: [("flow", ["send"])]),
    isCheckedOnly: true,
    keys: KeyDescription.running(
      "One sentence on what it shows.",
      [
        .optional("on", \.on, .schedule, "When it is done by itself.", example: "every 5m"),
        .optional("flow", \.flow, .reference(.flows), "Flow that the message goes to.", example: "page-to-incident"),
        .optional("send", \.send, .nested(), "What is sent to the host, as its sender would."),
        .defaulted(
          "steps", \.steps, .list(.nested()),
          "What is called. Expressions in it see `probe`, `steps`, `inputs`, `tables` and `now`.", otherwise: "nothing",
          example: "[{name: made, to: service-desk.ticket, do: create, with: {title: Probe}}]"),
        .required(
          "expect", \.expect, .list(.nested()), "What must be seen.",
          example: "[{find: service-desk.ticket, by: {Subject: Probe}, check: item.Status == 'new', within: 60s}]"),
        .defaulted(
          "clean", \.clean, .list(.nested()), "What is done in the end, whatever came of it.", otherwise: "nothing",
          example: "[{to: service-desk.ticket, do: delete, id: \"${ steps.made.id }\"}]"),
        .optional(
          "load", \.load, .nested(),
          "How much, where it is a test of load, which never goes against a system in earnest use."),
      ]))
}

/// What a probe sends.
public struct SendDeclaration: Described {
  /// `system.event`.
  public var event = Located.placeholder("")
  /// Its body.
  public var body = ScalarOrMapping(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<SendDeclaration>(
    "probe's message", "What is sent to the host, as its sender would.",
    keys: [
      .required("event", \.event, .reference(.event), "The system and its event.", example: "monitoring.notification"),
      .required("body", \.body, .fields, "Its body.", example: "{status: firing}")
        .scope("probe, inputs, tables, now"),
    ])
}

/// What a probe must see.
public struct ExpectationDeclaration: Described {
  /// `system.record`.
  public var find: Located<String>?
  /// Fields that it has.
  public var by: ScalarOrMapping?
  /// What must be true of it.
  public var check: ScalarText?
  /// How soon, in milliseconds.
  public var within = Located.placeholder(Int64(60_000))

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ExpectationDeclaration>(
    "expectation", "What a probe must see, and how soon.",
    rules: KeyRules(atLeastOne: [["find", "check"]], onlyWith: [("by", ["find"])], needs: [("find", ["by"])]),
    keys: [
      .optional(
        "find", \.find, .reference(.record), "The system and its kind of record.", example: "service-desk.ticket"),
      .optional("by", \.by, .fields, "Fields that it has.", example: "{Subject: \"${ probe.id }\"}")
        .scope("probe, steps, inputs, tables, now"),
      .optional(
        "check", \.check, .expression, "What must be true; `item` is what was found.", example: "item.Status == 'new'"
      )
      .scope("item, probe, steps, inputs, tables, now"),
      .defaulted("within", \.within, Kind<Int64>.anyDuration.located, "How soon it must be seen.", default: "1m"),
    ])
}

/// How much a test of load sends.
public struct LoadDeclaration: Described {
  /// How often.
  public var rate = Located.placeholder(1.0)
  /// How long, in milliseconds.
  public var length = Located.placeholder(Int64(0))
  /// Against what.
  public var against = Located.placeholder(LoadTargetWord.standIn)
  /// Outages in the middle of it.
  public var outages: [OutageDeclaration] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LoadDeclaration>(
    "load", "How much a test of load sends, against what, and what fails in the middle of it.",
    keys: [
      .required("rate", \.rate, Kind<Double>.rate.located, "How often something is sent.", example: "50/s"),
      .required("for", \.length, Kind<Int64>.anyDuration.located, "How long it lasts.", example: "5m"),
      .defaulted(
        "against", \.against, Kind<LoadTargetWord>.choice.located,
        "Against what: a stand-in, or a staging system that the host binds.",
        default: "stand-in"),
      .defaulted(
        "outages", \.outages, .list(.nested()), "Systems that fail in the middle of it.", otherwise: "none",
        example: "[{system: service-desk, after: 1m, for: 30s}]"),
    ])
}

/// Against what a test of load goes.
public enum LoadTargetWord: String, Hashable, Sendable, CaseIterable {
  /// A stand-in made of the connector.
  case standIn = "stand-in"
  /// A system of its own.
  case staging
}

/// A system that fails in the middle of a test of load.
public struct OutageDeclaration: Described {
  /// The system.
  public var system = Located.placeholder("")
  /// When, in milliseconds after the beginning.
  public var after = Located.placeholder(Int64(0))
  /// How long, in milliseconds.
  public var length = Located.placeholder(Int64(0))

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<OutageDeclaration>(
    "outage", "A system that fails in the middle of a test of load.",
    keys: [
      .required("system", \.system, .reference(.systems), "System that fails.", example: "service-desk"),
      .required(
        "after", \.after, Kind<Int64>.anyDuration.located, "How long after the beginning it fails.", example: "1m"),
      .required("for", \.length, Kind<Int64>.anyDuration.located, "How long it is down.", example: "30s"),
    ])
}
