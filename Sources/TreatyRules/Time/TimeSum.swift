import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A sum of lengths of time that a person can follow: what each of them is, and where that is said.
struct TimeSum: Sendable {
  /// A length of time in a sum.
  struct Summand: Sendable {
    /// What takes the time: "poll every", "lookup `cmdb.asset`".
    let what: String
    /// How long it takes, in milliseconds.
    let milliseconds: Int64
    /// Where that is said.
    let place: Span
    /// Who says so, as it stands under the place.
    var source: String?
    /// Whether it may take less, since it is only known when nobody waits any longer.
    var isLimit = false
    /// Whether a system is called; else something is waited for.
    var isCall = false

    /// As it stands in a sum: "search delay 2s".
    var text: String { "\(what) \(Interval.text(milliseconds))" }
  }

  /// What is added, in the order of the work.
  private(set) var summands: [Summand] = []

  /// Adds a length of time. None at all is left out, since it tells nobody anything.
  mutating func add(_ summand: Summand?) {
    if let summand, summand.milliseconds > 0 { summands.append(summand) }
  }

  /// Adds all of another sum.
  mutating func add(_ other: TimeSum) { summands += other.summands }

  /// All of it, in milliseconds.
  var total: Int64 { TimeSum.total(summands) }

  /// What it comes to in milliseconds where each call is answered at once whose length is only known from when it is given up.
  var certain: Int64 { TimeSum.total(summands.filter { !$0.isLimit }) }

  /// The calls in it.
  var calls: [Summand] { summands.filter { $0.isCall } }

  /// What is waited for in it, calls left out.
  var waits: TimeSum { TimeSum(summands: summands.filter { !$0.isCall }) }

  /// The sum in words, without what it comes to: "poll every 5m + search delay 2s".
  var terms: String { summands.map { $0.text }.joined(separator: " + ") }

  /// The sum in words: "poll every 5m + search delay 2s = 5m2s".
  var text: String { summands.count == 1 ? terms : "\(terms) = \(Interval.text(total))" }

  /// A label for each summand at its place; what stands at one place stands there together, and what is underlined already is left out.
  func labels(besides primary: Span) -> [Label] {
    var places: [Span] = []
    var texts: [Span: [String]] = [:]
    for summand in summands where summand.place != primary {
      if texts[summand.place] == nil { places.append(summand.place) }
      let text = summand.source.map { "\(summand.text): \($0)" } ?? summand.text
      if texts[summand.place]?.contains(text) != true { texts[summand.place, default: []].append(text) }
    }
    return places.map { Label(span: $0, text: texts[$0]?.joined(separator: "; ")) }
  }

  private static func total(_ summands: [Summand]) -> Int64 {
    summands.reduce(Int64(0)) { sum, summand in
      let (next, overflow) = sum.addingReportingOverflow(summand.milliseconds)
      return overflow ? .max : next
    }
  }
}
