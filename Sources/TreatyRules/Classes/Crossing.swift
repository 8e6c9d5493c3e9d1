package import TreatyDiagnostics

/// A field of a class that has got somewhere.
package struct Crossing: Sendable {
  /// Where it has got to.
  package enum Sink: Sendable {
    /// A field that is written, or given to an operation.
    case system(Party, [String])
    /// What something is looked up by.
    case lookup(Party)
    /// The address of a call.
    case address(Party)
    /// Where people read.
    case outlet(Outlet.Kind)
    /// A field of a model.
    case model(String, [String])
    /// A comment on a record.
    case comment(Party)
  }

  /// What carries it there.
  package let activity: Activity
  /// Where it has got to.
  package let sink: Sink
  /// Where that is said.
  package let span: Span
  /// The field, and its way.
  package let taint: Taint
}

/// Everything of a class that gets anywhere, in all activities of a package.
package struct Crossings: Sendable {
  /// Them, activity by activity, in the order of the work; then what others carried on that was stored by one before.
  package let all: [Crossing]

  /// Nothing.
  static let none = Crossings(all: [])

  private init(all: [Crossing]) { self.all = all }

  init(_ package: RuledPackage, _ track: TaintFinder.Track) {
    let finder = TaintFinder(package.expressions, track)
    guard finder.isNeeded else {
      all = []
      return
    }
    var reader = CrossingReader(package: package, track: track, finder: finder)
    reader.run()
    all = reader.found
  }
}
