/// The states in which something holds, to be reasoned about: whether there are any, whether another condition holds in all of them,
/// whether one does in some. A state gives each variable a value of its declared type; no value in it is an optional, and no map has
/// a value for keys that are not in it. Functions are taken to give the same for the same.
///
/// Texts are never compared for this: `item.labels.severity == "a"` and `'a' == item.labels['severity']` are the same condition. What is
/// not understood, such as macros over lists, is known again where it is built alike, and leaves an answer open where it matters.
/// Neither time nor room grow without bound: a condition that can hold in more than 256 ways is not understood.
public struct Condition: Hashable, Sendable {
  var cases: Cases
  /// What is known of the terms by their types.
  private(set) var domains: [Term: Domain] = [:]
  /// What the condition reads, where it can hold in too many ways to say how.
  private var excess: Set<[Text]>?

  /// What holds in every state.
  public static let always = Condition(cases: .always)
  /// What holds in no state.
  public static let never = Condition(cases: .never)

  /// The states in which a boolean expression comes to true: not those in which it is false, or fails. An expression with issues is not
  /// looked into.
  public init(_ compilation: Compilation) {
    guard let (expression, checker) = compilation.checked else {
      let source = compilation.issues.map { "\($0.range): \($0.message)" }.joined(separator: "; ")
      self = .opaque(source)
      return
    }
    guard compilation.issues.isEmpty else {
      self = .opaque(checker.source(of: expression))
      return
    }
    let (cases, domains) = ConditionReader.read(expression, checker)
    self.init(cases: cases, domains: domains)
  }

  private init(cases: Cases, domains: [Term: Domain] = [:]) {
    self.cases = cases
    self.domains = domains
  }

  // MARK: By hand

  /// That a field stands so to a literal.
  public static func field(_ path: [String], _ relation: Relation, _ literal: Literal) -> Condition {
    let field = Term.path(path.map { Text($0) })
    let constant = Term.constant(literal)
    var space = Workspace()
    let cases: Cases
    switch relation {
    case .equal: cases = space.equality(field, constant).yes
    case .notEqual: cases = space.equality(field, constant).no
    case .less: cases = space.order(field, constant, .less(orEqual: false)).yes
    case .lessOrEqual: cases = space.order(field, constant, .less(orEqual: true)).yes
    case .greater: cases = space.order(field, constant, .greater(orEqual: false)).yes
    case .greaterOrEqual: cases = space.order(field, constant, .greater(orEqual: true)).yes
    case .hasPrefix, .hasSuffix, .contains:
      let name = relation == .hasPrefix ? "startsWith" : relation == .hasSuffix ? "endsWith" : "contains"
      let term = Term.call(name, [field, constant])
      guard case .text = literal else { return .never }
      space.know([term: Domain(.nullable(.bool)).failing])
      cases = space.cases(term, in: .yes)
    }
    return Condition(cases: cases, domains: space.domains)
  }

  /// That a field is one of some literals.
  public static func field(_ path: [String], in literals: [Literal]) -> Condition {
    literals.reduce(.never) { $0.or(.field(path, .equal, $1)) }
  }

  /// That a field is there, whatever it is.
  public static func present(_ path: [String]) -> Condition {
    Condition(cases: Workspace().cases(.path(path.map { Text($0) }), in: .present))
  }

  /// A condition of which nothing is known but that it is itself.
  public static func opaque(_ source: String) -> Condition {
    let term = Term.opaque([.text("source \(Value.string(source).celSource)")], source: source)
    return Condition(cases: Workspace().cases(term, in: .yes))
  }

  // MARK: Together

  /// That both hold.
  public func and(_ other: Condition) -> Condition {
    if self == .never || other == .never { return .never }
    return together(other) { space, left, right throws(Workspace.TooMany) in try space.both(left, right) }
  }

  /// That one of them holds.
  public func or(_ other: Condition) -> Condition {
    if cases.isAlways || other.cases.isAlways { return .always }
    return together(other) { space, left, right throws(Workspace.TooMany) in try space.either(left, right) }
  }

  /// That it does not hold: what it is said of comes to false, or fails.
  public var negated: Condition { Condition.always.without(self) }

  private func without(_ other: Condition) -> Condition {
    together(other) { space, left, right throws(Workspace.TooMany) in try space.difference(left, right) }
  }

  private func together(
    _ other: Condition, _ combine: (inout Workspace, Cases, Cases) throws(Workspace.TooMany) -> Cases
  ) -> Condition {
    var space = Workspace()
    space.know(domains)
    space.know(other.domains)
    guard excess == nil, other.excess == nil else { return exceeding(other) }
    do throws(Workspace.TooMany) {
      // Each may know more of the other's terms than that did.
      let (left, right) = (try space.fitted(cases), try space.fitted(other.cases))
      return Condition(cases: try combine(&space, left, right), domains: space.domains)
    } catch {
      return exceeding(other)
    }
  }

  private func exceeding(_ other: Condition) -> Condition {
    var condition = Condition.never
    condition.excess = reads.union(other.reads)
    return condition
  }

  /// The same of paths that begin with other names: what was the variable `root` is now what `path` leads to.
  public func renamed(_ root: String, to path: [String]) -> Condition {
    let (root, path) = (Text(root), path.map { Text($0) })
    func rename(_ old: [Text]) -> [Text] { old.first == root ? path + old.dropFirst() : old }
    var space = Workspace()
    for (term, domain) in domains {
      let (renamed, isTurned) = term.renamed(rename).sorted
      var domain = domain
      if isTurned { domain.set = domain.set.turned }
      space.know([renamed: domain])
    }
    var condition = Condition.never
    condition.excess = excess.map { Set($0.map(rename)) }
    do throws(Workspace.TooMany) {
      for old in cases.all {
        var new = Cases.always
        for entry in old.entries {
          let (term, isTurned) = entry.term.renamed(rename).sorted
          new = try space.both(new, space.cases(term, in: isTurned ? entry.set.turned : entry.set))
        }
        condition.cases = try space.either(condition.cases, new)
      }
      condition.domains = space.domains
      return condition
    } catch {
      condition.excess = Set(reads.map(rename))
      return condition
    }
  }

  // MARK: What it reads

  private var reads: Set<[Text]> { excess ?? Set(cases.all.flatMap { $0.entries.flatMap(\.term.paths) }) }

  /// The fields on which it depends, as names that lead to them.
  public var paths: Set<[String]> { Set(reads.map { $0.map(\.string) }) }

  /// Why nothing can be said of a condition that can hold in too many ways.
  var objection: String? {
    excess.map { paths in
      let fields = paths.sorted { $0.lexicographicallyPrecedes($1) }.map { Term.spoken($0) }
      return "more than \(Workspace.mostCases) ways to hold over \(fields.joined(separator: ", "))"
    }
  }

  /// Whether two conditions are built alike, and are known to hold in the same states.
  func isSame(_ other: Condition) -> Bool { excess == nil && self == other }

  /// What is left of it where another does not hold.
  func remainder(_ other: Condition) -> Condition { without(other) }
}

extension Workspace {
  /// The same cases, after more became known of the terms.
  mutating func fitted(_ cases: Cases) throws(TooMany) -> Cases {
    var fitted = Cases.never
    for one in cases.all {
      var entries = Cases.always
      for entry in one.entries { entries = try both(entries, self.cases(entry.term, in: entry.set)) }
      fitted = try either(fitted, entries)
    }
    return fitted
  }
}

extension Domain {
  /// The same of what can fail.
  fileprivate var failing: Domain {
    var domain = self
    domain.set.kinds.insert(.missing)
    return domain
  }
}

extension Term {
  /// The term with what can stand either way round in order, and whether it was turned.
  fileprivate var sorted: (Term, isTurned: Bool) {
    guard case .call(let name, let arguments) = shape, name == Term.order || name == "_==_", arguments.count == 2,
      arguments[0].literal == nil, arguments[1].literal == nil, arguments[1] < arguments[0]
    else { return (self, false) }
    return (.call(name, [arguments[1], arguments[0]]), name == Term.order)
  }
}

extension ValueSet {
  /// The results of ``Term/order`` for the two the other way round.
  fileprivate var turned: ValueSet {
    var turned = self
    turned.numbers = .none
    for order in [-1, 0, 1] as [Int64] where numbers.contains(LineSet.Point(whole: order)) {
      turned.numbers = turned.numbers.union(.equal(to: LineSet.Point(whole: -order)))
    }
    return turned
  }
}
