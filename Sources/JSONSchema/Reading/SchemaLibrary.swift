import CEL

/// The documents of one compilation, taken apart into schemas that can be referred to: by URI, anchor and JSON pointer.
///
/// A document is read when something refers to it. Only what draft 2020-12 says is a schema is looked into for `$id` and anchors:
/// those in `const`, `enum` and unknown keywords are values.
struct SchemaLibrary {
  private(set) var documents: [SchemaDocument] = []
  private(set) var resources: [SchemaResource] = []
  private(set) var places: [SchemaPlace] = []
  private(set) var problems: [SchemaProblem] = []

  /// Positions in `resources`.
  private var byURI: [String: Int] = [:]
  /// Documents that were handed in, by their URI without a fragment.
  let given: [String: Value]
  private let builtIn: [String: Value]
  /// Names of those that were handed in and not read yet, sorted.
  private var unread: [String]

  init(given: [String: Value], builtIn: [String: Value]) {
    // Of two names that differ only in a fragment the first counts, whatever the order of the dictionary.
    self.given = Dictionary(
      given.sorted { $0.key < $1.key }.map { (URIReference($0.key).document, $0.value) },
      uniquingKeysWith: { a, _ in a })
    self.builtIn = builtIn
    unread = self.given.keys.sorted()
  }

  /// Reads a document.
  /// - Returns: the place of its root.
  mutating func read(_ value: Value, name: String, uri: String, isBuiltIn: Bool = false) -> Int {
    let document = documents.count
    documents.append(SchemaDocument(name: name, value: value, isBuiltIn: isBuiltIn))
    unread.removeAll { $0 == uri }
    let base = URIReference(uri).document
    let resource = add(value, document, "", base: base, inherited: .standard)
    // It is found by where it comes from, whatever it calls itself.
    if byURI[base] == nil { byURI[base] = resource }
    index(value, document, "", resource)
    return documents[document].places[""] ?? 0
  }

  /// Notes a problem at a pointer of a document.
  mutating func note(_ kind: SchemaProblem.Kind, _ document: Int, _ pointer: String, _ message: String) {
    let name = documents[document].name
    problems.append(SchemaProblem(kind, document: name, pointer: pointer, message: message))
  }

  // MARK: Schemas in a document

  /// Adds the resource that begins with a schema.
  private mutating func add(
    _ value: Value, _ document: Int, _ pointer: String, base: String, inherited: Dialect
  ) -> Int {
    var uri = base
    if let id = value["$id"]?.asString {
      let reference = URIReference(id).resolved(against: URIReference(base))
      uri = reference.document
      if let fragment = reference.fragment, !fragment.isEmpty {
        note(.invalid, document, pointer + "/$id", "`$id` may have no fragment: write `$anchor: \(fragment)` for it")
      }
    }
    let resource = resources.count
    resources.append(SchemaResource(uri: uri, document: document, pointer: pointer, dialect: inherited))
    if let other = byURI[uri], value["$id"] != nil {
      let isSame = part(resources[other]).map { Value.areEqual($0, value) } ?? false
      if !isSame { note(.invalid, document, pointer + "/$id", "`\(uri)` is the `$id` of another schema already") }
    } else {
      byURI[uri] = resource
    }
    if let schema = value["$schema"]?.asString {
      resources[resource].dialect = dialect(schema, document, pointer + "/$schema") ?? inherited
    }
    return resource
  }

  private func part(_ resource: SchemaResource) -> Value? {
    var value: Value? = documents[resource.document].value
    for key in JSONPointer.keys(resource.pointer) ?? [] { value = value.flatMap { JSONPointer.part(of: $0, key) } }
    return value
  }

  /// Notes the schemas in a value, itself included. By a list, not by recursion, so that depth is of no account.
  private mutating func index(_ value: Value, _ document: Int, _ pointer: String, _ resource: Int) {
    var pending = [(value: value, pointer: pointer, resource: resource)]
    while var next = pending.popLast() {
      guard documents[document].places[next.pointer] == nil else { continue }
      guard case .map(let map) = next.value else {
        if case .bool = next.value { _ = place(next.value, document, next.pointer, next.resource) }
        continue
      }
      let isRoot = resources[next.resource].document == document && resources[next.resource].pointer == next.pointer
      if !isRoot, map["$id"]?.asText != nil {
        let around = resources[next.resource]
        next.resource = add(next.value, document, next.pointer, base: around.uri, inherited: around.dialect)
      }
      let place = place(next.value, document, next.pointer, next.resource)
      anchor(map, place)
      for entry in map.entries.reversed() {
        guard let name = entry.key.asText, let keyword = Keyword(name), understands(keyword, next.resource) else {
          continue
        }
        for (key, part) in SchemaLibrary.schemas(in: entry.value, keyword).reversed() {
          pending.append((part, "\(next.pointer)/\(keyword.rawValue)\(key)", next.resource))
        }
      }
    }
  }

  /// The schemas that a keyword's value holds, each with the rest of its pointer.
  static func schemas(in value: Value, _ keyword: Keyword) -> [(String, Value)] {
    switch (keyword.holding, value) {
    case (.schema, .map), (.schema, .bool): [("", value)]
    case (.list, .list(let list)): list.enumerated().map { ("/\($0.offset)", $0.element) }
    case (.map, .map(let map)):
      map.entries.compactMap { entry in
        entry.key.asString.map { ("/" + JSONPointer.escape($0), entry.value) }
      }
    default: []
    }
  }

  /// Whether a keyword means what it says in a schema of a resource.
  func understands(_ keyword: Keyword, _ resource: Int) -> Bool {
    !resources[resource].dialect.vocabularies.isDisjoint(with: keyword.vocabularies)
  }

  private mutating func place(_ value: Value, _ document: Int, _ pointer: String, _ resource: Int) -> Int {
    documents[document].places[pointer] = places.count
    places.append(SchemaPlace(document: document, pointer: pointer, value: value, resource: resource))
    return places.count - 1
  }

  private mutating func anchor(_ map: MapValue, _ place: Int) {
    let resource = places[place].resource
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let name = map[Text(keyword)]?.asString, SchemaLibrary.isAnchor(name) else { continue }
      if resources[resource].anchors[name] == nil {
        resources[resource].anchors[name] = place
      } else if resources[resource].anchors[name] != place {
        note(
          .invalid, places[place].document, "\(places[place].pointer)/\(keyword)",
          "`\(name)` is an anchor of another schema in the same resource already")
      }
      if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors.append((name, place)) }
    }
  }

  static func isAnchor(_ name: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
    guard let first = name.utf8.first, isLetter(first) else { return false }
    return name.utf8.allSatisfy {
      isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
  }

  // MARK: References

  /// The document of a URI, read now if it was not before.
  /// - Returns: a position in ``resources``.
  private mutating func resource(_ uri: String) -> Int? {
    if let found = byURI[uri] { return found }
    if let value = given[uri] {
      _ = read(value, name: uri, uri: uri)
    } else if let value = builtIn[uri] {
      _ = read(value, name: uri, uri: uri, isBuiltIn: true)
    } else {
      // One that was handed in under another name may call itself so.
      while byURI[uri] == nil, let name = unread.first, let value = given[name] {
        _ = read(value, name: name, uri: name)
      }
    }
    return byURI[uri]
  }

  /// The document of a URI, for who looks at its value only.
  func document(_ uri: String) -> Value? {
    let uri = URIReference(uri).document
    if let found = byURI[uri], resources[found].pointer.isEmpty { return documents[resources[found].document].value }
    return given[uri] ?? builtIn[uri]
  }

  /// The schema that a reference in a resource leads to, or what is wrong with the reference.
  mutating func resolve(_ reference: String, from origin: Int) -> Result<Int, Unresolved> {
    let target = URIReference(reference).resolved(against: URIReference(resources[origin].uri))
    guard let found = resource(target.document) else {
      return .failure(Unresolved("`\(target.document)` is not here, and nothing is fetched: hand it in as a resource"))
    }
    guard let fragment = URIReference.decode(target.fragment ?? "") else {
      return .failure(Unresolved("the fragment of `\(reference)` is not percent-encoded as it should be"))
    }
    if fragment.isEmpty || fragment.hasPrefix("/") { return follow(fragment, in: found) }
    if let place = resources[found].anchors[fragment] { return .success(place) }
    let meant = Spelling.nearest(to: fragment, among: resources[found].anchors.keys.sorted())
    return .failure(
      Unresolved("no schema has the anchor `\(fragment)`" + (meant.map { ": did you mean `#\($0)`?" } ?? "")))
  }

  /// The schema at a pointer of the document that was read first.
  mutating func follow(_ pointer: String) -> Result<Int, Unresolved> {
    guard pointer.hasPrefix("/") else { return .failure(Unresolved("a pointer begins with `/`: `/$defs/ticket`")) }
    return follow(pointer, in: 0)
  }

  private mutating func follow(_ pointer: String, in resource: Int) -> Result<Int, Unresolved> {
    let document = resources[resource].document
    var whole = resources[resource].pointer
    if let place = documents[document].places[whole + pointer] { return .success(place) }
    var nearest = resource
    var value = part(resources[resource]) ?? .null
    var shown = "#"
    for key in JSONPointer.keys(pointer) ?? [] {
      guard let next = JSONPointer.part(of: value, key) else {
        let names = value.asMap?.entries.compactMap { $0.key.asString } ?? []
        let meant = Spelling.nearest(to: key, among: names).map {
          ": did you mean `\(shown)/\(JSONPointer.escape($0))`?"
        }
        return .failure(Unresolved("`\(shown)` has no `\(key)`" + (meant ?? "")))
      }
      value = next
      whole += "/" + JSONPointer.escape(key)
      shown += "/" + JSONPointer.escape(key)
      if let place = documents[document].places[whole] { nearest = places[place].resource }
    }
    // It stands where nobody looked for schemas, such as in an unknown keyword.
    index(value, document, whole, nearest)
    if let place = documents[document].places[whole] { return .success(place) }
    return .failure(Unresolved("what stands at `\(shown)` is no schema, which is an object, `true` or `false`"))
  }
}

/// Why a reference leads nowhere.
struct Unresolved: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// A document that was read.
struct SchemaDocument {
  /// As it was handed in; empty for the one that is to be compiled.
  let name: String
  let value: Value
  let isBuiltIn: Bool
  /// Schemas by their pointer: positions in ``SchemaLibrary/places``.
  var places: [String: Int] = [:]
}

/// A schema with a URI of its own, and what is in it up to the next of its kind.
struct SchemaResource {
  let uri: String
  let document: Int
  /// Pointer of its root in the document.
  let pointer: String
  var dialect: Dialect
  var anchors: [String: Int] = [:]
  /// In the order of the document.
  var dynamicAnchors: [(name: String, place: Int)] = []

  init(uri: String, document: Int, pointer: String, dialect: Dialect) {
    (self.uri, self.document, self.pointer, self.dialect) = (uri, document, pointer, dialect)
  }
}

/// A schema, and where it stands.
struct SchemaPlace {
  let document: Int
  let pointer: String
  let value: Value
  let resource: Int
}
