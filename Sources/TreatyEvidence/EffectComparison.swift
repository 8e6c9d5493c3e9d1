import CEL
import TreatyDiff
import TreatyEngine

/// Holds what two plans write for an item in one place against each other: where a record is made, and where one is changed.
struct EffectComparison {
  private enum Case: String, CaseIterable {
    case made, changed

    /// Where it stands in a spec.
    var key: String { self == .made ? "create" : "update" }

    var words: String { self == .made ? "where a record is made" : "where one is changed" }
  }

  let flow, target: String
  /// Position of the delivery in the new plan.
  let step: Int
  /// Fields of which nothing is shown; `*` is all of them.
  let guarded: Set<String>
  let comparesRequests: Bool
  private(set) var differences: [SampleDifference] = []

  init(flow: String, target: String, step: Int, guarded: Set<String>, comparesRequests: Bool) {
    self.flow = flow
    self.target = target
    self.step = step
    self.guarded = guarded
    self.comparesRequests = comparesRequests
  }

  /// A field that is written with something else, and in which cases.
  private struct FieldDifference {
    var path: [String]
    var before, after: Value?
    var cases: [Case]
  }

  mutating func compare(_ old: Rehearsal.Effect, _ new: Rehearsal.Effect) {
    var fields: [FieldDifference] = []
    for (part, before, after) in [(Case.made, old.made, new.made), (.changed, old.changed, new.changed)] {
      switch (before, after) {
      case (.written(let fieldsBefore, let request)?, .written(let fieldsNow, let requestNow)?):
        let found = Self.fields(fieldsBefore, fieldsNow, at: [])
        for field in found { Self.note(field, part, in: &fields) }
        guard found.isEmpty, comparesRequests, request != requestNow else { continue }
        compare(request, requestNow, part)
      case (.skipped?, .skipped?), (nil, nil): continue
      case (.failed(let cause)?, .failed(let causeNow)?):
        if cause != causeNow { add(.write, "fails in another way \(part.words)", cause, causeNow, part) }
      default:
        let message = "\(Self.words(before)), and now \(Self.words(after)), \(part.words)"
        add(.write, message, detail(before), detail(after), part)
      }
    }
    for field in fields { add(field) }
  }

  private static func note(_ found: FieldDifference, _ part: Case, in fields: inout [FieldDifference]) {
    if let index = fields.firstIndex(where: { $0.path == found.path }) {
      fields[index].cases.append(part)
    } else {
      var field = found
      field.cases = [part]
      fields.append(field)
    }
  }

  /// Fields that are not the same, the innermost that both have as objects.
  private static func fields(_ old: Value, _ new: Value, at path: [String]) -> [FieldDifference] {
    guard let before = old.asMap, let after = new.asMap else {
      return json(old) == json(new) ? [] : [FieldDifference(path: path, before: old, after: new, cases: [])]
    }
    let names = Set(before.entries.compactMap(\.key.asString)).union(after.entries.compactMap(\.key.asString)).sorted()
    return names.flatMap { name -> [FieldDifference] in
      let path = path + [name]
      guard let old = before[Text(name)], let new = after[Text(name)] else {
        return [FieldDifference(path: path, before: before[Text(name)], after: after[Text(name)], cases: [])]
      }
      return fields(old, new, at: path)
    }
  }

  /// In one form, whatever the order of fields; as it is written for a number that JSON does not have.
  private static func json(_ value: Value) -> [UInt8] { (try? value.canonicalJSON()) ?? value.json() }

  // MARK: Words

  private static func words(_ write: Rehearsal.Write?) -> String {
    switch write {
    case nil: "nothing to do"
    case .skipped?: "left out"
    case .failed?: "a dead letter"
    case .written?: "written"
    }
  }

  private func detail(_ write: Rehearsal.Write?) -> String? {
    switch write {
    case nil: nil
    case .skipped?: "left out"
    case .failed(let cause)?: guarded.isEmpty ? "a dead letter: \(cause)" : "a dead letter"
    case .written(let fields, _)?: guarded.isEmpty ? String(decoding: fields.json(), as: UTF8.self) : "written"
    }
  }

  private mutating func compare(_ old: Rehearsal.Request, _ new: Rehearsal.Request, _ part: Case) {
    func words(_ request: Rehearsal.Request) -> String {
      guard guarded.isEmpty else { return SampleMask.stars }
      let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
      return (["\(request.method) \(request.target)"] + request.headers).joined(separator: ", ") + body
    }
    add(.request, "another request, with the same fields, \(part.words)", words(old), words(new), part)
  }

  private mutating func add(
    _ subject: SampleReport.Subject, _ message: String, _ before: String?, _ after: String?, _ part: Case
  ) {
    differences.append(
      SampleDifference(
        kind: SampleDifference.Kind(
          subject: subject, flow: flow, target: target, message: "flow `\(flow)`, `\(target)`: \(message)"),
        before: before, after: after, paths: ["flows.\(flow).deliver[\(step)].\(part.key).where"]))
  }

  private mutating func add(_ field: FieldDifference) {
    let name = field.path.joined(separator: ".")
    let isGuarded = guarded.contains("*") || field.path.first.map(guarded.contains) ?? true
    func shown(_ value: Value?) -> String? {
      value.map { isGuarded ? SampleMask.stars : String(decoding: $0.json(), as: UTF8.self) }
    }
    let what =
      field.before == nil
      ? "is written" : field.after == nil ? "is not written any more" : "is written with something else"
    let part = field.cases.count == 1 ? field.cases.first.map { ", \($0.words)" } ?? "" : ""
    // A change of what is always written shows in both cases, and what is written besides in its own.
    let sections = ["fields"] + field.cases.map { "\($0.key).fields" }
    differences.append(
      SampleDifference(
        kind: SampleDifference.Kind(
          subject: .field, flow: flow, target: target, field: name,
          message: "flow `\(flow)`, `\(target)`: field `\(name)` \(what)\(part)"),
        before: shown(field.before), after: shown(field.after),
        paths: sections.flatMap { section in
          ["*", field.path.first ?? "*"].map { "flows.\(flow).deliver[\(step)].\(section).\($0)" }
        }))
  }
}
