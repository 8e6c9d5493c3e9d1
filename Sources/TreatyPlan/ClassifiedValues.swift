public import CEL

/// The records of a plan in which something of some classes lies, however deep. Worked out once for all values that are looked at.
public struct ClassifiedRecords: Sendable {
  let classes: Set<DataClass>
  let records: [String: RecordType]
  let catalogue: TypeCatalogue
  /// Names of those in which something lies.
  let holding: Set<String>

  /// What of a plan's types is of one of these classes.
  public init(_ catalogue: TypeCatalogue, of classes: Set<DataClass>) {
    self.catalogue = catalogue
    self.classes = classes
    records = Dictionary(catalogue.records.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    // Those that have it, those that have one of these, and so on.
    var holding: Set<String> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for record in records.values where !holding.contains(record.name) {
        let has = record.fields.contains {
          classes.contains($0.dataClass) || ClassifiedRecords.holds($0.type, holding)
        }
        guard has else { continue }
        holding.insert(record.name)
        isGrowing = true
      }
    }
    self.holding = holding
  }

  func holds(_ type: CELType) -> Bool { ClassifiedRecords.holds(type, holding) }

  private static func holds(_ type: CELType, _ holding: Set<String>) -> Bool {
    switch type {
    case .record(let record): holding.contains(record.name)
    case .named(let name): holding.contains(name)
    case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): holds(inner, holding)
    default: false
    }
  }
}

/// Finds what in a value is of a class that not everybody may see: by the classes that fields are declared to have.
public struct ClassifiedValues: Sendable {
  let root: CELType
  let known: ClassifiedRecords

  /// For values of a type. A type text that cannot be read has nothing in it that is known to be of a class.
  public init(_ type: TypeText, in known: ClassifiedRecords) {
    root = known.catalogue.resolve(type) ?? .dyn
    self.known = known
  }

  /// Whether nothing of these classes can be in such a value.
  public var isEmpty: Bool { !known.holds(root) }

  /// The classes that are declared in such a value, of those that were asked for.
  public var declared: Set<DataClass> {
    var found: Set<DataClass> = []
    var seen: Set<String> = []
    var open = [root]
    while let type = open.popLast() {
      switch type {
      case .record(let record) where seen.insert(record.name).inserted: open += note(record, &found)
      case .named(let name):
        if let record = known.records[name], seen.insert(name).inserted { open += note(record, &found) }
      case .optional(let inner), .nullable(let inner), .list(let inner), .map(_, let inner): open.append(inner)
      default: continue
      }
    }
    return found
  }

  private func note(_ record: RecordType, _ found: inout Set<DataClass>) -> [CELType] {
    found.formUnion(record.fields.map(\.dataClass).filter(known.classes.contains))
    return record.fields.map(\.type)
  }

  /// The texts, numbers, keys of maps and so on that lie in fields of these classes, as bytes as they are read in an answer or a log: as text, and as JSON
  /// writes it where that is another.
  public func texts(in value: Value) -> [[UInt8]] {
    guard !isEmpty else { return [] }
    var texts: [[UInt8]] = []
    collect(value, root, isClassified: false, depth: 0, &texts)
    return texts
  }

  /// A value with stars in the place of what lies in fields of these classes.
  public func masked(_ value: Value) -> Value { masked(value, root, depth: 0) }

  /// Values from outside are no deeper than their reader lets them be; a plan that was changed by hand could say otherwise.
  static let deepest = 200

  func record(_ type: CELType) -> RecordType? {
    switch type {
    case .record(let record): record
    case .named(let name): known.records[name]
    case .optional(let inner), .nullable(let inner): record(inner)
    default: nil
    }
  }

  func element(_ type: CELType) -> CELType {
    switch type {
    case .list(let inner), .map(_, let inner): inner
    case .optional(let inner), .nullable(let inner): element(inner)
    default: .dyn
    }
  }

  func isMap(_ type: CELType) -> Bool {
    switch type {
    case .map: true
    case .optional(let inner), .nullable(let inner): isMap(inner)
    default: false
    }
  }

  private func collect(
    _ value: Value, _ type: CELType, isClassified: Bool, depth: Int, _ texts: inout [[UInt8]]
  ) {
    guard depth < Self.deepest else { return }
    if let map = value.asMap {
      let record = record(type)
      // Names of fields are the plan's; keys of a map came with the values.
      let keysAreData = isClassified && isMap(type)
      for entry in map.entries {
        if keysAreData, let key = entry.key.pieceText { note(.text(key), &texts) }
        let field = entry.key.pieceText.flatMap { record?.field($0.string) }
        let isField = isClassified || field.map { known.classes.contains($0.dataClass) } ?? false
        collect(
          entry.value, field?.type ?? (record == nil ? element(type) : .dyn), isClassified: isField, depth: depth + 1,
          &texts)
      }
    } else if let list = value.asList {
      for inner in list { collect(inner, element(type), isClassified: isClassified, depth: depth + 1, &texts) }
    } else if isClassified {
      note(value, &texts)
    }
  }

  private func note(_ value: Value, _ texts: inout [[UInt8]]) {
    switch value {
    // Neither says anything by itself.
    case .null, .bool: return
    case .text(let text):
      texts.append(text.utf8)
      let json = Array(value.json().dropFirst().dropLast())
      if json != text.utf8 { texts.append(json) }
    default: texts.append(value.json().filter { $0 != UInt8(ascii: "\"") })
    }
  }

  private func masked(_ value: Value, _ type: CELType, depth: Int) -> Value {
    guard depth < Self.deepest else { return .null }
    if let map = value.asMap {
      let record = record(type)
      return .map(
        MapValue(
          fields: map.entries.compactMap { entry in
            guard let name = entry.key.pieceText else { return nil }
            let field = record?.field(name.string)
            if let field, known.classes.contains(field.dataClass) { return (name, .string("***")) }
            let inner = field?.type ?? (record == nil ? element(type) : .dyn)
            return (name, masked(entry.value, inner, depth: depth + 1))
          }))
    }
    if let list = value.asList { return .list(list.map { masked($0, element(type), depth: depth + 1) }) }
    return value
  }
}
