public import TreatyCompiler
public import TreatyDiagnostics
public import TreatyPlan

/// A check over a whole package whose names and types are sound. One file each, with the words of its page.
public protocol Rule: Sendable {
  /// What the rule is.
  static var about: RuleDescription { get }
  /// A rule.
  init()
  /// Looks at a package, and reports what it finds.
  func check(_ package: RuledPackage, _ report: inout Findings)
}

/// What a rule is: the page of its code, with examples that are tests, and what its findings say of it.
public struct RuleDescription: Sendable {
  /// The page; see ``Pages``.
  public let page: CodePage
  /// What happens if it stays, as a clause under each finding; the page may say more.
  public let reason: String

  /// A description.
  public init(_ page: CodePage, reason: String) {
    self.page = page
    self.reason = reason
  }

  /// The code of its findings.
  public var code: DiagnosticCode { page.code }
  /// How much a finding matters.
  public var severity: Severity { page.severity }
}

/// A compiled package, as rules see it.
public struct RuledPackage: Sendable {
  /// The plan.
  public let plan: Plan
  private let places: Places

  init(plan: Plan, places: Places) {
    self.plan = plan
    self.places = places
  }

  /// Whether an element of the plan is written out, and not only what holds where nothing is said.
  public func hasPlace(_ pointer: String) -> Bool { places[pointer] != nil }

  /// Where an element of the plan stands, or the nearest element around it.
  public func label(_ pointer: String, _ text: String? = nil) -> Label? {
    var pointer = pointer[...]
    while true {
      if let span = places[String(pointer)] { return Label(span: span, text: text) }
      guard let slash = pointer.lastIndex(of: "/") else { return nil }
      pointer = pointer[..<slash]
    }
  }
}

/// All rules.
public enum Rules {
  /// The rules, in the order of their codes.
  public static let all: [any Rule.Type] = [
    RetriedUnsafeCreate.self, OpenWebhook.self, PlainHTTP.self, DuplicatePath.self, LiteralCredential.self,
  ]

  /// Runs all rules over a package; over none that has errors, since what they rely on does not hold there.
  public static func check(_ package: CompiledPackage) -> Findings {
    var findings = Findings()
    guard let plan = package.plan, !package.findings.hasErrors else { return findings }
    let ruled = RuledPackage(plan: plan, places: package.places)
    for rule in all { rule.init().check(ruled, &findings) }
    return findings
  }
}
