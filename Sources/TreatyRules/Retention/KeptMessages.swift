import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// How long what an activity carries is kept, and who says so: the activity, the model that its records are of, or nobody.
struct KeptMessages {
  /// The policy; `nil` where none is named, and the usual holds.
  let policy: Named<RetentionDeclaration>?
  /// Where that is said; the activity's name where nobody says it.
  let span: Span

  /// What is kept of messages that ended well, in milliseconds.
  var done: Int64 { policy?.value.done ?? RetentionDeclaration().done }
  /// What is kept of dead letters.
  var dead: Int64 { policy?.value.dead ?? RetentionDeclaration().dead }

  /// The same for messages with data of a class, which may be kept for a shorter time.
  func shortened(_ time: Int64, for word: DataClassWord) -> Int64 {
    policy?.value.classes.filter { $0.name.value == word.rawValue }.map { min($0.value, time) }.min() ?? time
  }
}

extension Activity {
  /// Whether it keeps messages by a retention policy, and under a protection policy: what compares, asks and probes does not.
  var keepsMessages: Bool { section == .flows || section == .syncs || section == .workflows }
}

extension RuledPackage {
  /// How long what an activity carries is kept.
  func kept(_ activity: Activity) -> KeptMessages {
    if let named = activity.retention {
      return KeptMessages(policy: find(named, in: \.retentions), span: named.span)
    }
    guard let model = model(of: activity), let named = model.value.retention else {
      return KeptMessages(policy: nil, span: activity.name.span)
    }
    return KeptMessages(policy: find(named, in: \.retentions), span: activity.name.span)
  }

  /// Retention policies that activities go by, each once, with the activities.
  var retentionsInUse: [(policy: Named<RetentionDeclaration>, uses: [(activity: Activity, span: Span)])] {
    let kept = activities.filter { $0.keepsMessages }.map { (activity: $0, kept: self.kept($0)) }
    return declared.retentions.sorted.compactMap { policy in
      let uses = kept.filter { $0.kept.policy?.name.value == policy.name.value }
      return uses.isEmpty ? nil : (policy, uses.map { ($0.activity, $0.kept.span) })
    }
  }

  /// A place in a declaration where it is the package's own, so that it can be mended there; else a place of the package.
  func own(_ place: Span?, else other: Span) -> Span { place.flatMap { isOwn($0) ? $0 : nil } ?? other }
}

extension Named {
  /// Where a key of the declaration has its value; where the key is not written, where its name stands.
  func span(of key: String) -> Span { node[key]?.span ?? name.span }
}
