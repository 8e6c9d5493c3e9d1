import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// From one side to the other: what is read there becomes the model's field, and what is written here.
extension CrossingReader {
  mutating func follow(_ sync: SyncDeclaration, _ activity: Activity) {
    for target in sync.sides {
      for source in sync.sides where source.name.value != target.name.value {
        for field in target.value.fields {
          let owner = sync.rules.first { $0.name.value == field.name.value }?.value.owner?.value
          // What the one side decides, the other never changes.
          if owner == target.name.value { continue }
          cross(field, from: source, to: target, model: sync.model, activity)
        }
      }
    }
    followComments(sync, activity)
  }

  mutating func follow(_ reconcile: ReconcileDeclaration, _ activity: Activity) {
    for target in reconcile.sides {
      for source in reconcile.sides where source.name.value != target.name.value {
        let isMade = reconcile.correct.missing.contains {
          $0.name.value == target.name.value && $0.value.value == .create
        }
        let isChanged = reconcile.correct.differs?.value == source.name.value
        guard isMade || isChanged else { continue }
        for field in target.value.fields {
          cross(field, from: source, to: target, model: reconcile.model, activity)
        }
      }
    }
  }

  private mutating func cross(
    _ field: Named<SideFieldDeclaration>, from source: Named<SideDeclaration>, to target: Named<SideDeclaration>,
    model: Located<String>, _ activity: Activity
  ) {
    guard let read = source.value.fields.first(where: { $0.name.value == field.name.value }),
      let from = package.party(source.value.record), let to = package.party(target.value.record),
      let modelName = package.declared.canonical(model, .models)
    else { return }
    let name = field.name.value
    var taints = taints(of: read, on: from, source.value)
    if let declared = finder.declared(modelName, [name]), declared.dataClass > .internal, taints.isEmpty {
      taints = [
        Taint(
          field: "\(modelName).\(name)", dataClass: declared.dataClass,
          steps: declared.span.map { [Label(span: $0, text: "`\(name)` is declared here")] } ?? [])
      ]
    }
    for taint in taints {
      let crossing = taint.through(read.name.span, "`\(source.name.value)` brings it as `\(name)`")
      add(activity, .model(modelName, [name]), read.name.span, taint)
      if let written = field.value.field {
        add(activity, .system(to, [written.value]), written.span, crossing)
      }
      for passage in Passage.all(in: field.value.write?.node) where !passage.expressions.isEmpty {
        add(activity, .system(to, passage.path), passage.node.span, crossing)
      }
    }
  }

  /// What is read of a side's record for a field.
  private func taints(
    of read: Named<SideFieldDeclaration>, on party: Party, _ side: SideDeclaration
  ) -> [Taint] {
    let raised =
      stored.isEmpty ? [:] : raised(on: party, package.scope(of: side.scope), package.condition(of: side.condition))
    if let text = read.value.read {
      let finder = raised.isEmpty ? finder : finder.raising([party.readType: raised])
      return Passage(text).map { finder.taints(of: $0) } ?? []
    }
    guard let field = read.value.field else { return [] }
    if let earlier = raised[field.value] { return earlier.map { $0.through(field.span, "`\(field.value)` is read") } }
    guard let declared = finder.declared(party.readType, [field.value]), declared.dataClass > .internal else {
      return []
    }
    var taint = Taint(field: "\(party.part).\(field.value)", dataClass: declared.dataClass, steps: [])
    if let span = declared.span { taint = taint.through(span, "`\(field.value)` is declared here") }
    return [taint.through(field.span, "`\(field.value)` is read")]
  }

  private mutating func followComments(_ sync: SyncDeclaration, _ activity: Activity) {
    guard let comments = sync.comments else { return }
    for target in comments.sides where target.value.write != nil {
      guard let to = package.party(target.value.record) else { continue }
      for source in comments.sides where source.name.value != target.name.value {
        for text in [source.value.text, source.value.author].compactMap(\.self) {
          // Who wrote it crosses only where a prefix says so.
          if text.node?.span == source.value.author?.node?.span, comments.prefix == nil { continue }
          guard let use = ExpressionUse(text) else { continue }
          for taint in finder.taints(of: use) { add(activity, .comment(to), use.span, taint) }
        }
      }
    }
  }
}
