public import TreatyDiagnostics
import TreatyPlan

/// A kind of change. One file each, with the words of its page and an example before and after that is a test.
public protocol ChangeRule: Sendable {
  /// What kind of change it is.
  static var about: ChangeDescription { get }
  /// A rule.
  init()
  /// Looks at two plans, and reports what it finds.
  func compare(_ plans: PlanPair, _ report: inout ChangeReport)
}

/// What a kind of change is.
public struct ChangeDescription: Sendable {
  /// Its code, printed `TD0101`.
  public let code: DiagnosticCode
  /// Its name, kebab-case.
  public let name: String
  /// How much it matters as a rule.
  public let level: ChangeLevel
  /// How much it matters where it is another value than most of its kind, such as the scope of a sync beside its interval.
  public let also: [ChangeLevel]
  /// Whom it concerns.
  public let concern: ChangeConcern
  /// Whether it touches what a store holds already.
  public let touchesState: Bool
  /// What it is, in a few words that can be a heading.
  public let title: String
  /// What comes of it, in the words of who operates it; findings say it too.
  public let consequence: String
  /// What to do about it.
  public let advice: String
  /// A spec beside the package of the examples, before and after. What has none needs more than a spec: another version of the package.
  public let before, after: String

  /// A description.
  public init(
    _ code: DiagnosticCode, _ name: String, _ level: ChangeLevel, _ concern: ChangeConcern, touchesState: Bool = false,
    also: [ChangeLevel] = [], title: String, consequence: String, advice: String, before: String, after: String
  ) {
    self.code = code
    self.name = name
    self.level = level
    self.concern = concern
    self.touchesState = touchesState
    self.also = also
    self.title = title
    self.consequence = consequence
    self.advice = advice
    self.before = before
    self.after = after
  }
}

extension ChangeDescription {
  /// How much it matters, for people: `weakens, also note`.
  var levels: String { level.rawValue + (also.isEmpty ? "" : ", also \(also.map(\.rawValue).joined(separator: ", "))") }

  /// Its page, for `treaty explain` and the documentation.
  public var page: CodePage {
    var page = CodePage(
      code: code, name: name, severity: level == .breaks ? .error : level == .note ? .note : .warning, title: title,
      summary: "\(title).", why: consequence, mend: advice, bad: before, good: after)
    page.grade = "\(levels), \(concern.rawValue)\(touchesState ? ", touches what is stored" : "")"
    return page
  }
}

/// What rules have found.
public struct ChangeReport: Sendable {
  /// In the order of their finding.
  public private(set) var changes: [Change] = []
  /// The search for inputs that show what is different.
  private var search: ExampleSearch
  /// What was found out about conditions, by place: several rules ask.
  private var verdicts: [String: ConditionVerdict] = [:]

  /// Nothing yet.
  public init(_ plans: PlanPair) { search = ExampleSearch(plans.old, plans.new) }

  /// Adds a change.
  /// - Parameters:
  ///   - place: Where it is.
  ///   - level: How much it matters, where that is another than the rule's.
  ///   - consequence: What comes of it, where this says more than the rule.
  ///   - likely: The new name that it seems to have, where that is known: `was` is offered then.
  ///   - examples: Inputs that show it.
  mutating func add(
    _ rule: ChangeDescription, at place: ChangePlace, _ message: String, before: String? = nil, after: String? = nil,
    level: ChangeLevel? = nil, consequence: String? = nil, likely: String? = nil, examples: [Counterexample] = []
  ) {
    let offer = likely.map {
      "If `\($0)` is `\(before ?? "")` under another name, write `was: \(before ?? "")` into it."
    }
    changes.append(
      Change(
        code: rule.code, level: level ?? rule.level, concern: rule.concern, touchesState: rule.touchesState,
        subject: place.subject, path: place.path, message: message, consequence: consequence ?? rule.consequence,
        before: before, after: after, oldPointer: place.oldPointer, newPointer: place.newPointer, owner: place.owner,
        advice: offer.map { "\($0) Otherwise: \(rule.advice)" } ?? rule.advice, counterexamples: examples))
  }

  /// What can be said of a part of a flow that is written in another way.
  /// - Returns: inputs that show the difference; `nil` where there is none: all inputs were gone through.
  mutating func examples(
    _ old: Construction, _ new: Construction, _ standing: Standing, as reading: Reading
  ) -> [Counterexample]? {
    let answer = search.answer(old, new, standing, as: reading)
    if answer.absent.contains(.other) { return nil }
    return answer.examples.values.map(\.self)
  }

  /// What a flow writes of what it is given, by system: in the plan before, where the flow was there, and in the one after.
  mutating func reach(_ old: PlannedFlow?, _ new: PlannedFlow) -> (old: [String: DataReach], new: [String: DataReach]) {
    search.withSides { before, after in (old.map { before.reach($0) } ?? [:], after.reach(new)) }
  }

  /// How a condition stands to the one before it.
  mutating func verdict(_ condition: ConditionPair, at place: ChangePlace) -> ConditionVerdict {
    if let known = verdicts[place.path] { return known }
    let verdict = search.verdict(condition.old ?? .always, condition.new ?? .always, condition.standing)
    verdicts[place.path] = verdict
    return verdict
  }
}

/// Where a change is, on both sides.
public struct ChangePlace: Hashable, Sendable {
  var subject: String
  var path: String
  var oldPointer, newPointer: String?
  var owner: String?

  /// A part of it.
  func part(_ name: String, pointer: String? = nil) -> ChangePlace {
    var part = self
    part.path += name.hasPrefix("[") ? name : ".\(name)"
    part.oldPointer = oldPointer.map { "\($0)/\(pointer ?? name)" }
    part.newPointer = newPointer.map { "\($0)/\(pointer ?? name)" }
    return part
  }
}
