import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Checks what is looked up, and says what `lookup` holds after that.
  /// - Parameter owner: What looks it up.
  mutating func lookups(_ declared: [Named<LookupDeclaration>], of owner: Node, at place: Place, pointer: String)
    -> [ScopedField]
  {
    // Of those that could not be read it is known that they are there.
    let unread = (owner["lookup"]?.entries.map { $0.key.text } ?? []).filter { name in
      !declared.contains { $0.name.value == name }
    }
    return lookedUp(declared, at: place, pointer: pointer) + unread.map { ScopedField(name: $0, type: "dyn") }
  }

  private mutating func lookedUp(_ declared: [Named<LookupDeclaration>], at place: Place, pointer: String)
    -> [ScopedField]
  {
    declared.compactMap { lookup in
      let declaration = lookup.value
      guard let (_, _, record) = record(declaration.get) else { return nil }
      if let id = declaration.id {
        _ = template(id, at: place, pointer: "\(pointer)/\(lookup.name.value)/id")
        if record.get == nil { findings.add(.cannotLookUp(declaration.get, "get")) }
      }
      if let node = declaration.by?.node {
        _ = construction(node, at: place, expecting: resolve(record.reads), pointer: Lowering.nowhere)
        if record.list == nil { findings.add(.cannotLookUp(declaration.get, "list")) }
      }
      return ScopedField(
        name: lookup.name.value, type: record.reads, isOptional: declaration.missing.value == .leave)
    }
  }

  /// Checks what must be true of a message.
  /// - Returns: the fields that are there in a message of which it is.
  mutating func check(_ validations: [ValidationDeclaration], at place: Place) -> Set<String> {
    var place = place
    for validation in validations {
      _ = expression(validation.check, at: place, expecting: .bool, pointer: Lowering.nowhere)
      if let reason = validation.reason {
        let failing = place.knowing(present(where: validation.check, holds: false))
        _ = template(reason, at: failing, pointer: Lowering.nowhere)
      }
      place = place.knowing(present(where: validation.check))
    }
    return place.present
  }

  mutating func check(_ correlate: CorrelateDeclaration, at place: Place) {
    for text in correlate.by { _ = expression(text, at: place, expecting: nil, pointer: Lowering.nowhere) }
    if let service = correlate.hideBehind {
      _ = expression(service, at: place, expecting: .string, pointer: Lowering.nowhere)
    }
    if let clear = correlate.clear { _ = expression(clear, at: place, expecting: .bool, pointer: Lowering.nowhere) }
  }
}

extension Diagnostic {
  fileprivate static func cannotLookUp(_ name: Located<String>, _ verb: String) -> Diagnostic {
    Diagnostic(
      code: .unknownName, severity: .error, message: "`\(name.value)` has no `\(verb)`",
      primary: Label(span: name.span),
      reason: "its connector does not declare it, and without it such records cannot be looked up in this way",
      fixes: [Fix(title: "declare `\(verb)` in the connector")])
  }
}
