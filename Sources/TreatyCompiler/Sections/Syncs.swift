import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  mutating func check(_ sync: Named<SyncDeclaration>) {
    keep(sync)
    hold(schedule: sync.value.pull)
    let declaration = sync.value
    let model = model(declaration.model)
    let fields = check(declaration.sides, of: sync.name, model: model, isTwoWay: true)
    let names = declaration.sides.map { $0.name.value }
    checkRules(sync, fields)
    for direction in declaration.create { check(direction, names) }
    if let node = declaration.delete.set?.node, let model {
      let place = Place.names([.value("item", TypeText("@\(model.name)")), .inputs, .tables, .now])
      _ = construction(node, at: place, expecting: .named(model.name), pointer: Lowering.nowhere)
    }
    if let comments = declaration.comments { check(comments, names, sync.name) }
    for push in declaration.push {
      guard let (_, _, event) = event(push.event), let id = push.id else { continue }
      let place = Place.names([.value("item", event.body), .event(event.body)])
      _ = expression(id, at: place, expecting: .string, pointer: Lowering.nowhere)
    }
  }

  /// Each field that both sides have needs one who decides.
  private mutating func checkRules(_ sync: Named<SyncDeclaration>, _ fields: [Set<String>]) {
    let declaration = sync.value
    let names = declaration.sides.map { $0.name.value }
    let all = fields.reduce(Set()) { $0.union($1) }
    for rule in declaration.rules {
      if !all.contains(rule.name.value) {
        findings.add(.unknownPart(rule.name, "field", of: sync.name.value, known: all.sorted()))
      }
      let sides = [rule.value.owner, rule.value.latest?.tie].compactMap(\.self) + (rule.value.priority ?? [])
      for side in sides where !names.contains(side.value) {
        findings.add(.unknownPart(side, "side", of: sync.name.value, known: names))
      }
    }
    guard fields.count == 2 else { return }
    let ruled = Set(declaration.rules.map { $0.name.value })
    let missing = fields[0].intersection(fields[1]).subtracting(ruled).sorted()
    guard !missing.isEmpty else { return }
    findings.add(
      Diagnostic(
        code: .missingRule, severity: .error,
        message: "nobody decides about \(missing.map { "`\($0)`" }.joined(separator: ", ")) in `\(sync.name.value)`",
        primary: Label(span: sync.name.span),
        reason: "when both sides change a field between two comparisons, one of them must count",
        fixes: [
          Fix(title: "add a rule for each: `\(missing[0]): {owner: \(names[0])}`, `latest`, `merge` or `{ask: team}`")
        ]))
  }

  private mutating func check(_ direction: Located<String>, _ sides: [String]) {
    let parts = direction.value.split(separator: " ").map(String.init)
    guard parts.count == 3 else { return }
    for name in [parts[0], parts[2]] where !sides.contains(name) {
      findings.add(.unknownPart(Located(name, at: direction.span), "side", of: "sides", known: sides))
    }
    if parts[0] == parts[2] {
      findings.add(
        Diagnostic(
          code: .invalidValue, severity: .error, message: "`\(direction.value)` leads from a side to itself",
          primary: Label(span: direction.span)))
    }
  }

  private mutating func check(_ comments: CommentsDeclaration, _ sides: [String], _ owner: Located<String>) {
    for side in comments.sides {
      if !sides.contains(side.name.value) {
        findings.add(.unknownPart(side.name, "side", of: owner.value, known: sides))
      }
      guard let (_, _, record) = record(side.value.record) else { continue }
      let place = Place.names([.value("item", record.reads)])
      _ = expression(side.value.text, at: place, expecting: .string, pointer: Lowering.nowhere)
      if let author = side.value.author {
        _ = expression(author, at: place, expecting: .string, pointer: Lowering.nowhere)
      }
      if let note = side.value.isInternal {
        _ = expression(note, at: place, expecting: .bool, pointer: Lowering.nowhere)
      }
      if let node = side.value.write?.node {
        let names: [ScopedName] = [.value("text", "string"), .value("internal", "bool"), .value("parent", "string")]
        _ = construction(node, at: .names(names), expecting: resolve(record.accepts), pointer: Lowering.nowhere)
      }
    }
    if let prefix = comments.prefix {
      let comment = [ScopedField(name: "author", type: "string"), ScopedField(name: "text", type: "string")]
      _ = template(prefix, at: .names([.record("item", comment), .inputs]), pointer: Lowering.nowhere)
    }
  }
}
