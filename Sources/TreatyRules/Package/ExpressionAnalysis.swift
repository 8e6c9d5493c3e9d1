package import CEL
import Synchronization
package import TreatyCompiler
import TreatyDiagnostics
package import TreatyPlan
import TreatySpec
package import TreatySyntax

/// Looks at expressions in the places in which they stand: each as the compiler typed it there.
package final class ExpressionAnalysis: Sendable {
  /// A kind of place: names that stand for the same things. Many expressions stand in few of them.
  package typealias PlaceNumber = Int

  /// An expression where it stands.
  private struct Stand: Hashable {
    var span: Span
    var offset: Int

    init(_ use: ExpressionUse) { (span, offset) = (use.node.span, use.offset) }
  }

  /// An expression in a kind of place.
  private struct Key: Hashable {
    var source: String
    var place: PlaceNumber
  }

  private struct Memory {
    var conditions: [Key: Condition] = [:]
    var names: [PlaceNumber: [String: CELType]] = [:]
  }

  /// What the compiler learnt.
  package let knowledge: ExpressionKnowledge
  /// All expressions, in the order of the files.
  private let sites: [(use: ExpressionUse, place: PlaceNumber, compilation: Compilation)]
  /// Where each lies in ``sites``.
  private let positions: [Stand: Int]
  private let places: [Place]
  private let scope: Scope
  private let memory = Mutex(Memory())

  package init(_ knowledge: ExpressionKnowledge) {
    self.knowledge = knowledge
    var places: [Place] = []
    var numbers: [Place: PlaceNumber] = [:]
    var sites: [(use: ExpressionUse, place: PlaceNumber, compilation: Compilation)] = []
    var seen: Set<Stand> = []
    sites.reserveCapacity(knowledge.sites.count)
    for site in knowledge.sites {
      let use = ExpressionUse(source: site.source, offset: site.offset, node: site.node)
      guard seen.insert(Stand(use)).inserted else { continue }
      let number = numbers[site.place] ?? places.count
      if number == places.count {
        places.append(site.place)
        numbers[site.place] = number
      }
      sites.append((use, number, site.compilation))
    }
    sites.sort { $0.use.start < $1.use.start }
    (self.sites, self.places) = (sites, places)
    positions = Dictionary(
      sites.indices.map { (Stand(sites[$0].use), $0) }, uniquingKeysWith: { first, _ in first })
    scope = Scope(
      catalogue: knowledge.types, inputs: knowledge.inputs, secrets: knowledge.secrets, tables: knowledge.tables)
  }

  /// Number of the kind of place in which an expression stands; `nil` for one that was not checked.
  package func placeNumber(of use: ExpressionUse) -> PlaceNumber? { positions[Stand(use)].map { sites[$0].place } }

  /// What the names of expressions in a kind of place stand for.
  package func place(_ number: PlaceNumber) -> Place { places[number] }

  /// An expression, parsed and typed in its place; `nil` for one that was not checked.
  package func compilation(of use: ExpressionUse) -> Compilation? {
    positions[Stand(use)].map { sites[$0].compilation }
  }

  /// What a condition demands; one that was not checked is not known.
  package func condition(of use: ExpressionUse) -> Condition {
    guard let position = positions[Stand(use)] else { return .opaque(use.source) }
    let key = Key(source: use.source, place: sites[position].place)
    return memory.withLock { memory in
      if let known = memory.conditions[key] { return known }
      let condition = Condition(sites[position].compilation)
      memory.conditions[key] = condition
      return condition
    }
  }

  /// All expressions that were checked in a declaration, wherever in it they stand, in the order of the file.
  package func uses(below node: Node) -> [ExpressionUse] {
    let (file, range) = (node.span.file.index, node.span.range)
    let first = sites.partitioningIndex { $0.use.start >= (file, range.lowerBound) }
    let end = sites[first...].partitioningIndex { $0.use.start >= (file, range.upperBound) }
    return sites[first..<end].map { $0.use }
  }

  /// The field that an expression is, and nothing else: the type that has it, and what it declares.
  package func field(of use: ExpressionUse) -> (owner: String, field: PlannedField)? {
    guard let position = positions[Stand(use)], let path = sites[position].compilation.path else { return nil }
    return field(at: path, in: sites[position].place)
  }

  /// The innermost declared field that a path leads to, with the type that has it; `nil` where the path leads further than is declared.
  package func field(at path: [String], in place: PlaceNumber) -> (owner: String, field: PlannedField)? {
    guard let root = path.first, var type = names(at: place)[root] else { return nil }
    var found: (owner: String, field: PlannedField)?
    for name in path.dropFirst() where name != "[]" {
      if case .record(let record) = type, knowledge.types.type(named: record.name) == nil {
        // What only a place has, such as `lookup` and `event`.
        guard let field = record.field(name) else { return nil }
        (type, found) = (field.type, nil)
        continue
      }
      guard let owner = type.recordName,
        let field = knowledge.types.type(named: owner)?.fields?.first(where: { $0.name == name })
      else { return nil }
      found = (owner, field)
      type = knowledge.types.resolve(field.type) ?? .dyn
    }
    return found
  }

  private func names(at place: PlaceNumber) -> [String: CELType] {
    memory.withLock { memory in
      if let known = memory.names[place] { return known }
      let names = Dictionary(
        scope.names(at: places[place]).map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
      memory.names[place] = names
      return names
    }
  }

  /// A type by its name.
  package func type(named name: String) -> PlannedType? { knowledge.types.type(named: name) }
}

extension CELType {
  /// Name of the record that a value is, or that lies in it as an element.
  package var recordName: String? {
    switch self {
    case .record(let record): record.name
    case .named(let name): name
    case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): inner.recordName
    default: nil
    }
  }
}

extension ExpressionUse {
  /// File and byte at which its scalar begins, and how far in that it lies: an order of all expressions.
  fileprivate var start: (UInt32, Int) { (node.span.file.index, node.span.range.lowerBound + offset) }
}

extension RandomAccessCollection where Index == Int {
  /// Index of the first element for which something holds, where it holds for all behind it.
  fileprivate func partitioningIndex(_ belongs: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
