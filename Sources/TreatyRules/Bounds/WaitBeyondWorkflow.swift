import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Steps that may take longer than their workflow: one of them, or all on a way one after the other.
public struct WaitBeyondWorkflow: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .waitBeyondWorkflow, name: "wait-beyond-workflow", severity: .error,
      title: "Steps may take longer than their workflow",
      summary: """
        A wait or an approval is given more time than the whole workflow, or all on one way through it are together.
        """,
      why: """
        The workflow fails before the step has come to its end, and what was done is undone. What the step says \
        about its own end, such as who is asked next, never happens. What is waited for by the clock is added up with \
        what may be waited for and with the retries of a named policy; ways that exclude each other are not. Where \
        only those that may take less make it too long, it is a warning.
        """,
      mend: """
        Give the workflow more time under `within`, or the step less. A workflow that says nothing has 90 days.
        """,
      bad: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id, within: 30d}}
            within: 14d
        """,
      good: """
        workflows:
          mend:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps:
              - {name: sent, to: vans.job, do: create, with: {what: "${ item.host }"}}
              - {wait: {event: vans.over, path: /over, account: desk-here, match: event.body.job == steps.sent.id, within: 10d}}
            within: 14d
        """,
      related: [.endlessWait], canBeAllowed: true),
    reason: "the workflow fails first, and what was done is undone")

  /// The rule.
  public init() {}

  /// How long a workflow may take that says nothing.
  private static let usual: Int64 = 90 * TimeUnit.day

  /// Looks at the steps of workflows that wait or ask, one by one and then all on each way.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for workflow in package.declared.workflows.sorted {
      let limit = workflow.value.within ?? Located(Self.usual, at: workflow.name.span)
      // What nobody wrote down is no contradiction by itself.
      let written = workflow.value.allSteps.flatMap { times(of: $0) }.filter { $0.source == nil }
      let single = written.filter { $0.milliseconds > limit.value }
      for time in single { report.add(finding(time, workflow, limit)) }
      if single.isEmpty, let finding = sum(workflow, limit, package) { report.add(finding) }
    }
  }

  /// What a step waits for by itself.
  private func times(of step: StepDeclaration) -> [TimeSum.Summand] {
    [
      step.wait?.length.map { .init(what: "wait", milliseconds: $0.value, place: $0.span) },
      step.wait?.within.map {
        .init(what: "wait for an event, up to", milliseconds: $0.value, place: $0.span, isLimit: true)
      },
      step.approve.map {
        .init(
          what: "wait for an answer, up to", milliseconds: $0.within?.value ?? 7 * TimeUnit.day,
          place: $0.within?.span ?? $0.by.span, source: $0.within == nil ? "says no `within`, so 7d hold" : nil,
          isLimit: true)
      },
    ].compactMap(\.self)
  }

  private func finding(
    _ time: TimeSum.Summand, _ workflow: Named<WorkflowDeclaration>, _ limit: Located<Int64>
  ) -> Diagnostic {
    let (long, most) = (Interval.text(time.milliseconds), Interval.text(limit.value))
    return Self.about.finding(
      "a step is to \(time.text), and workflow `\(workflow.name.value)` may take \(most)", at: time.place,
      related: [Self.label(workflow, most)],
      mend: "write a `within` above \(long) on the workflow", "or a time below \(most) on the step")
  }

  // MARK: All on a way

  /// What the longest way takes, where that is too much: first what is certain, then what may be.
  private func sum(
    _ workflow: Named<WorkflowDeclaration>, _ limit: Located<Int64>, _ package: RuledPackage
  ) -> Diagnostic? {
    let retries = retries(workflow.value, package)
    let ways = StepWays(through: workflow.value, package) { step in
      var sum = TimeSum()
      for time in times(of: step) { sum.add(time) }
      // How long calls take is not added: it is little beside what is waited for.
      if let place = step.call?.span ?? step.verb?.span {
        sum.add(TimeSum.Summand(what: "call", milliseconds: 1, place: place, isCall: true))
      }
      return sum
    }
    let certain = ways.longest { $0.waits.certain }.waits
    if certain.certain > limit.value {
      return finding(certain, workflow, limit, "waits for \(Interval.text(certain.certain)) on one way")
    }
    func length(_ sum: TimeSum) -> Int64 { waits(sum, retries).total }
    let most = waits(ways.longest(by: length), retries)
    guard most.total > limit.value else { return nil }
    var finding = finding(most, workflow, limit, "may wait for \(Interval.text(most.total)) on one way")
    finding.severity = .warning
    return finding
  }

  /// What is waited for on a way. Calls on it are tried again once for as long as the policy says: an outage that it is meant to bear.
  private func waits(_ sum: TimeSum, _ retries: TimeSum.Summand?) -> TimeSum {
    var waits = sum.waits
    if !sum.calls.isEmpty, !waits.summands.isEmpty { waits.add(retries) }
    return waits
  }

  private func retries(_ workflow: WorkflowDeclaration, _ package: RuledPackage) -> TimeSum.Summand? {
    guard let place = workflow.retry, let policy = package.find(place, in: \.retries), policy.value.attempts != 1 else {
      return nil
    }
    return TimeSum.Summand(
      what: "retries by `\(place.value)`, up to", milliseconds: policy.value.deadline, place: place.span, isLimit: true)
  }

  private func finding(
    _ sum: TimeSum, _ workflow: Named<WorkflowDeclaration>, _ limit: Located<Int64>, _ what: String
  ) -> Diagnostic {
    let most = Interval.text(limit.value)
    return Self.about.finding(
      "workflow `\(workflow.name.value)` \(what), and may take \(most)", at: limit.span,
      workflow.value.within == nil ? "names no `within`, so \(most) hold" : "fails after this",
      related: sum.labels(besides: limit.span), reason: "\(sum.text), and no more than \(most) may pass",
      mend: "write a `within` above \(Interval.text(sum.total)) on the workflow", "or shorter times on its steps")
  }

  private static func label(_ workflow: Named<WorkflowDeclaration>, _ most: String) -> Label {
    Label(
      span: workflow.value.within?.span ?? workflow.name.span,
      text: workflow.value.within == nil ? "names no `within`, so \(most) hold" : "fails after this")
  }
}
