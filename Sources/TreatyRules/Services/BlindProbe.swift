import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A probe that does not see what it does.
public struct BlindProbe: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .blindProbe, name: "blind-probe", severity: .warning,
      title: "A probe that does not see what it does",
      summary:
        "A probe sends or writes something and looks at nothing, or looks for it in a field that it is not written to.",
      why: """
        A probe that looks at nothing is content whatever happens, and one that looks in the wrong place fails whatever happens: it is switched \
        off after a week. Either way nobody learns that the way stands still.

        What a probe looks for is told from everything else by `probe.id` or by its time. So a field that is looked for with these must be one \
        to which something writes them.
        """,
      mend: """
        Look for the effect, with `find` and `by`, in the field that is written; or let a `check` look at what a step gave.
        """,
      bad: """
        probes:
          desk-takes-tickets:
            on: every 15m
            steps: [{name: made, to: help.ticket, do: create, with: {title: "Probe ${ probe.id }"}}]
            expect: [{find: help.ticket, by: {owner: "Probe ${ probe.id }"}, within: 60s}]
        """,
      good: """
        probes:
          desk-takes-tickets:
            on: every 15m
            steps: [{name: made, to: help.ticket, do: create, with: {title: "Probe ${ probe.id }"}}]
            expect: [{find: help.ticket, by: {title: "Probe ${ probe.id }"}, within: 60s}]
        """,
      related: [.unprobedService, .overlappingProbes], canBeAllowed: true),
    reason: "nobody learns from it whether the way works")

  /// The rule.
  public init() {}

  /// Looks at probes that run by themselves. A test of load is measured as a whole.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let probe = package.probe(activity), probe.load == nil else { continue }
      if looksAtNothing(probe, package) {
        report.add(
          Self.about.finding(
            "\(activity.title) does something, and looks at nothing that comes of it", at: activity.name.span,
            "no `find`, and no `check` of what a step gave",
            mend: "look for the effect: `expect: [{find: …, by: {…}}]`",
            "or check what a step gave: `check: steps.…`"))
      }
      let sent = SentByProbe(activity, probe, package)
      for expectation in probe.expect {
        guard let find = expectation.find, let party = package.party(find), let node = expectation.by?.node else {
          continue
        }
        for passage in Passage.all(in: node) where passage.path.count == 1 {
          guard sent.isOwn(passage), let written = sent.elsewhere(passage.path[0], of: party) else { continue }
          report.add(
            Self.about.finding(
              "\(activity.title) looks for itself in `\(passage.path[0])`, where nothing writes it",
              at: passage.node.span,
              "looked for here", related: written,
              mend: "look in the field that is written, or write this one"))
        }
      }
    }
  }

  /// Whether all that is expected holds whatever the systems do.
  private func looksAtNothing(_ probe: ProbeDeclaration, _ package: RuledPackage) -> Bool {
    probe.expect.allSatisfy { expectation in
      guard expectation.find == nil else { return false }
      guard let use = ExpressionUse(expectation.check), let compilation = package.expressions.compilation(of: use)
      else {
        return expectation.check == nil
      }
      return !compilation.references.contains { $0.first == "steps" || $0.first == "item" }
    }
  }
}

/// What tells a probe's records from others, and where it gets to.
private struct SentByProbe {
  let activity: Activity
  let probe: ProbeDeclaration
  let package: RuledPackage

  init(_ activity: Activity, _ probe: ProbeDeclaration, _ package: RuledPackage) {
    (self.activity, self.probe, self.package) = (activity, probe, package)
  }

  /// Whether a value tells this probe from everything else, and is not what a step gave.
  func isOwn(_ passage: Passage) -> Bool {
    let references = passage.expressions.flatMap { package.expressions.compilation(of: $0)?.references ?? [] }
    return references.contains { $0.first == "probe" } && !references.contains { $0.first == "steps" }
  }

  /// Where such records are written instead; `nil` where the field may be written with what is looked for, or nobody knows.
  func elsewhere(_ field: String, of party: Party) -> [Label]? {
    // A field that is only read is worked out by the system.
    guard let accepted = package.expressions.type(named: party.acceptedType)?.fields,
      accepted.contains(where: { $0.name == field })
    else { return nil }
    let flow = package.find(probe.flow, in: \.flows)
    var labels: [Label] = []
    for other in package.activities {
      let effects = other.effects.filter { $0.party.systemName == party.systemName && $0.party.part == party.part }
      guard !effects.isEmpty else { continue }
      let isThis = other.section == .probes && other.name.value == activity.name.value
      let isFlow = other.section == .flows && other.name.value == flow?.name.value
      guard isThis || isFlow else {
        // What else writes the field may bring it from anywhere.
        if other.section != .probes, writes(field, effects, other) { return nil }
        continue
      }
      for effect in effects where effect.kind != .cleaning {
        let passages = effect.passages.filter { $0.node.span != effect.id?.node.span }
        if passages.contains(where: { $0.path.first == field && mayCarry($0, isFlow: isFlow) }) { return nil }
        labels += passages.filter { $0.path.first != field }.prefix(1).map {
          Label(span: $0.node.span, text: "`\($0.path.first ?? "")` is written here")
        }
      }
    }
    return labels.isEmpty ? nil : labels
  }

  private func writes(_ field: String, _ effects: [Effect], _ other: Activity) -> Bool {
    let sides = package.sync(other)?.sides ?? package.reconcile(other)?.sides ?? []
    return effects.contains { $0.passages.contains { $0.path.first == field } }
      || sides.contains { $0.value.fields.contains { $0.value.field?.value == field } }
  }

  /// Whether a value may have in it what tells the probe from others.
  private func mayCarry(_ passage: Passage, isFlow: Bool) -> Bool {
    let references = passage.expressions.flatMap { package.expressions.compilation(of: $0)?.references ?? [[]] }
    if !isFlow { return references.contains { $0.first == nil || $0.first == "probe" || $0.first == "steps" } }
    guard let flow = package.find(probe.flow, in: \.flows)?.value, flow.map == nil, flow.each == nil else {
      return true
    }
    return references.contains { path in
      guard path.first == "item" else { return !["inputs", "tables"].contains(path.first) }
      return isSent(Array(path.dropFirst()))
    }
  }

  /// Whether what stands in the body there has in it what tells the probe from others.
  private func isSent(_ path: [String]) -> Bool {
    guard var node = probe.send?.body.node else { return true }
    for name in path where name != "[]" {
      guard node.kind == .mapping else { break }
      guard let next = node[name] else { return false }
      node = next
    }
    return Passage.all(in: node).flatMap { $0.expressions }.contains { use in
      (package.expressions.compilation(of: use)?.references ?? [["probe"]]).contains { $0.first == "probe" }
    }
  }
}
