import CEL

/// Puts compiled schemas into flat arrays. A schema that only refers to another becomes that one, and one that says nothing the one that
/// allows everything.
struct ProgramBuilder {
  private let drafts: [DraftNode]
  private var tables: ProgramParts
  private let library: SchemaLibrary
  /// What each node has become.
  private var becomes: [NodeID] = []

  init(_ drafts: [DraftNode], _ tables: ProgramParts, _ library: SchemaLibrary) {
    self.drafts = drafts
    self.tables = tables
    self.library = library
  }

  /// The program that begins at a node. References do not lead back to themselves, which is checked before.
  consuming func program(root: NodeID) -> Program {
    becomes = drafts.indices.map { meaning(of: NodeID($0)) }
    relink()
    var nodes = ContiguousArray<SchemaNode>()
    var code = ContiguousArray<Instruction>()
    nodes.reserveCapacity(drafts.count)
    for draft in drafts {
      var starts: [Int32] = []
      for group in [draft.common, draft.numbers, draft.texts, draft.lists, draft.objects] {
        starts.append(Int32(code.count))
        code += group.map { relinked($0) }
      }
      nodes.append(
        SchemaNode(
          types: draft.types, tracks: draft.tracks, common: starts[0], numbers: starts[1], texts: starts[2],
          lists: starts[3], objects: starts[4], end: Int32(code.count)))
    }
    return Program(
      nodes: nodes, code: code, parts: tables, notes: drafts.map { note($0) }, root: becomes[Int(root)])
  }

  private func note(_ draft: DraftNode) -> NodeNote {
    let place = library.places[draft.place]
    let resource = library.resources[place.resource]
    // The document that was compiled needs no name.
    let isOwn = place.document == 0
    return NodeNote(
      resource: isOwn ? "" : resource.uri,
      pointer: isOwn ? place.pointer : String(place.pointer.dropFirst(resource.pointer.count)), format: draft.format)
  }

  private func meaning(of node: NodeID) -> NodeID {
    var node = node
    while node > .anything {
      let draft = drafts[Int(node)]
      guard draft.types == .all, !draft.tracks, draft.format == nil, draft.numbers.isEmpty, draft.texts.isEmpty,
        draft.lists.isEmpty, draft.objects.isEmpty, draft.common.count <= 1
      else { return node }
      guard let only = draft.common.first else { return .anything }
      guard only.operation == .reference else { return node }
      node = only.first
    }
    return node
  }

  private func linked(_ node: NodeID) -> NodeID { node == .none ? .none : becomes[Int(node)] }

  private func relinked(_ instruction: Instruction) -> Instruction {
    switch instruction.operation {
    case .reference, .not, .unevaluatedItems, .unevaluatedProperties:
      Instruction(instruction.operation, linked(instruction.first), instruction.second)
    default: instruction
    }
  }

  private mutating func relink() {
    for place in tables.lists.indices { tables.lists[place] = linked(tables.lists[place]) }
    for place in tables.conditions.indices {
      let old = tables.conditions[place]
      tables.conditions[place] = Condition(
        test: linked(old.test), then: linked(old.then), otherwise: linked(old.otherwise))
    }
    for place in tables.elements.indices { tables.elements[place].rest = linked(tables.elements[place].rest) }
    for place in tables.contains.indices { tables.contains[place].node = linked(tables.contains[place].node) }
    for place in tables.fields.indices { tables.fields[place].node = linked(tables.fields[place].node) }
    for place in tables.patternFields.indices {
      tables.patternFields[place].node = linked(tables.patternFields[place].node)
    }
    for place in tables.objects.indices {
      tables.objects[place].additional = linked(tables.objects[place].additional)
      tables.objects[place].names = linked(tables.objects[place].names)
    }
    for place in tables.dependencies.indices {
      tables.dependencies[place].node = linked(tables.dependencies[place].node)
    }
  }
}
