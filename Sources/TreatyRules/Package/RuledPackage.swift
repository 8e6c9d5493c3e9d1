import CEL
package import TreatyCompiler
package import TreatyDiagnostics
public import TreatyPlan
package import TreatySpec

/// A compiled package, as rules see it: its names resolved, its types known, and what runs in it read as activities.
public struct RuledPackage: Sendable {
  /// The plan: what a host carries out of it.
  public let plan: Plan
  /// All that is declared, in this package and those that it uses.
  package let declared: Namespace
  /// What runs.
  package let activities: [Activity]
  /// The day on which it is looked at; `nil` where nobody says, and nothing is late.
  package let today: CalendarDay?
  /// The profiles that the package is held to.
  package let profiles: Profiles
  /// Expressions, to be looked at in their places.
  package let expressions: ExpressionAnalysis
  /// The manifest.
  package let manifest: Manifest
  /// Where data of a class get to.
  package private(set) var crossings: Lazy<Crossings>
  /// Where texts for the staff get to.
  package private(set) var staffNotes: Lazy<Crossings>
  /// Who calls which system, and as whom.
  let access: Access
  /// Where tables are read.
  private(set) var tableUses: Lazy<[TableUse]>
  /// What is written to fields whose bounds are known.
  private(set) var fieldTargets: Lazy<[FieldTarget]>
  private let places: Places

  package init(_ package: CompiledPackage, plan: Plan, today: CalendarDay?) {
    var bare = RuledPackage(bare: package, plan: plan, today: today)
    let before = bare
    bare.crossings = Lazy { Crossings(before, .classes) }
    bare.staffNotes = Lazy { Crossings(before, .staffNotes) }
    bare.tableUses = Lazy { TableUse.all(in: before) }
    bare.fieldTargets = Lazy { FieldTarget.all(in: before) }
    self = bare
  }

  /// A package in which nothing was followed yet.
  private init(bare package: CompiledPackage, plan: Plan, today: CalendarDay?) {
    self.plan = plan
    self.today = today
    profiles = Profiles(package.namespace)
    self.declared = package.namespace
    places = package.places
    manifest = package.namespace.packages.first?.manifest ?? Manifest()
    expressions = ExpressionAnalysis(package.knowledge)
    let declared = package.namespace
    activities = ActivityReader(namespace: declared).all()
    access = Access(declared, activities) { declared.package(of: $0) == 0 }
    crossings = Lazy { Crossings.none }
    staffNotes = Lazy { Crossings.none }
    tableUses = Lazy { [] }
    fieldTargets = Lazy { [] }
  }

  // MARK: Names

  /// What a name stands for; `nil` where that is nothing, which is found elsewhere.
  package func find<Element: Declaration>(
    _ name: Located<String>?, in table: KeyPath<Namespace, Namespace.Table<Element>>
  ) -> Named<Element>? {
    name.flatMap { declared.canonical($0, Element.section) }.flatMap { declared[keyPath: table][$0] }
  }

  /// What this package declares itself: what it can mend.
  package func own<Element>(_ table: KeyPath<Namespace, Namespace.Table<Element>>) -> [Named<Element>] {
    declared[keyPath: table].sorted.filter { isOwn($0.name.span) }
  }

  /// Whether a place lies in this package, and not in one that it uses.
  package func isOwn(_ span: Span) -> Bool { declared.package(of: span) == 0 }

  /// What `system.part` leads to.
  package func party(_ name: Located<String>) -> Party? { declared.party(name) }

  /// The system's account, where it has one that is declared.
  package func account(of system: Named<SystemDeclaration>) -> Named<AccountDeclaration>? {
    find(system.value.account, in: \.accounts)
  }

  /// Agreements of an activity, with those that name it under `on`.
  package func agreements(of activity: Activity) -> [Named<AgreementDeclaration>] {
    let named = activity.duty.agreements.compactMap { find($0, in: \.agreements) }
    let path = "\(activity.section.path).\(activity.name.value)"
    return named
      + declared.agreements.sorted.filter { agreement in
        agreement.value.on.contains { $0.value == path } && !named.contains { $0.name == agreement.name }
      }
  }

  /// Whether an agreement that holds allows something to an activity. One that has ended allows nothing.
  package func allows(_ word: AllowanceWord, _ activity: Activity) -> Bool {
    agreements(of: activity).contains { agreement in
      agreement.value.allows(word) && !hasPassed(agreement.value.until)
    }
  }

  // MARK: Days

  /// Whether a last day lies behind. Without a day of today none does.
  package func hasPassed(_ day: Located<String>?) -> Bool {
    guard let today, let last = day.flatMap({ CalendarDay($0.value) }) else { return false }
    return last < today
  }

  // MARK: Places

  /// Whether an element of the plan is written out, and not only what holds where nothing is said.
  public func hasPlace(_ pointer: String) -> Bool { places[pointer] != nil }

  /// Where an element of the plan stands, or the nearest element around it.
  package func label(_ pointer: String, _ text: String? = nil) -> Label? {
    var pointer = pointer[...]
    while true {
      if let span = places[String(pointer)] { return Label(span: span, text: text) }
      guard let slash = pointer.lastIndex(of: "/") else { return nil }
      pointer = pointer[..<slash]
    }
  }
}

extension AgreementDeclaration {
  /// Whether it allows something. One that says nothing of it lets teams share fields.
  package func allows(_ word: AllowanceWord) -> Bool {
    allows.isEmpty ? word == .sharedFields : allows.contains { $0.value == word }
  }
}
