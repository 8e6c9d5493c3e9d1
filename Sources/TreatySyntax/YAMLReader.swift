import CLibYAML
public import TreatyDiagnostics

/// What a document may not exceed.
public struct SyntaxLimits: Hashable, Sendable {
  /// Bytes of a file.
  public var bytes: Int
  /// Containers within containers.
  public var depth: Int
  /// Keys, values and elements in all.
  public var nodes: Int

  /// Limits.
  public init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// What a spec may not exceed. Honest files stay far below; libyaml itself has no limit of depth.
  public static let spec = SyntaxLimits(bytes: 1 << 20, depth: 64, nodes: 100_000)
}

extension SyntaxTree {
  /// Reads a document. What specs do not allow is a finding; there is no tree where the text is no YAML.
  public static func read(file: FileID, bytes: [UInt8], limits: SyntaxLimits = .spec, into findings: inout Findings)
    -> SyntaxTree?
  {
    guard bytes.count <= limits.bytes else {
      findings.add(
        Diagnostic(
          code: .fileTooLarge, severity: .error,
          message: "the file has \(bytes.count) bytes; a spec has at most \(limits.bytes)",
          primary: Label(span: Span(file: file, range: 0..<0)),
          fixes: [Fix(title: "split it: all files of a package share their names")]))
      return nil
    }
    if let offset = firstInvalidUTF8(bytes) {
      var diagnostic = Diagnostic(
        code: .invalidUTF8, severity: .error,
        message: "the file is not UTF-8: byte \(offset) does not belong to any character",
        primary: Label(span: Span(file: file, range: offset..<offset + 1)))
      diagnostic.fixes = [Fix(title: "save the file as UTF-8")]
      findings.add(diagnostic)
      return nil
    }
    var builder = TreeBuilder(file: file, source: bytes, limits: limits)
    builder.run()
    findings.add(contentsOf: builder.findings)
    return builder.tree
  }

  /// Offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7).
  static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      let length: Int
      let second: ClosedRange<UInt8>
      switch lead {
      case 0...0x7F:
        index += 1
        continue
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return index
      }
      guard index + length <= bytes.count, second.contains(bytes[index + 1]),
        bytes[(index + 2)..<(index + length)].allSatisfy({ (0x80...0xBF).contains($0) })
      else { return index }
      index += length
    }
    return nil
  }
}

/// Builds a tree from libyaml's events.
private struct TreeBuilder {
  let file: FileID
  let source: [UInt8]
  let limits: SyntaxLimits
  let offsets: CharacterOffsets
  var findings = Findings()
  var tree: SyntaxTree?

  private var records: [Arena.Record] = []
  private var children: [Int] = []
  private var text: [UInt8] = []
  private var open: [Container] = []
  private var documents = 0

  private struct Container {
    var kind: Node.Kind
    var style: Node.Style
    var start: Int
    var children: [Int] = []
    /// Keys seen so far, with the node of each.
    var keys: [ArraySlice<UInt8>: Int] = [:]
  }

  init(file: FileID, source: [UInt8], limits: SyntaxLimits) {
    self.file = file
    self.source = source
    self.limits = limits
    offsets = CharacterOffsets(source)
  }

  mutating func run() {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return findings.add(
        Diagnostic(code: .invalidYAML, severity: .bug, message: "no memory is left to read YAML", primary: nil))
    }
    defer { yaml_parser_delete(&parser) }
    source.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var isDone = false
      while !isDone {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
          findings.add(YAMLProblem(parser, offsets: offsets).diagnostic(file: file, source: source))
          return
        }
        isDone = !take(event)
        yaml_event_delete(&event)
      }
    }
    if open.isEmpty, documents <= 1 {
      tree = SyntaxTree(arena: Arena(file: file, source: source, records: records, children: children, text: text))
    }
  }

  /// - Returns: whether to go on.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    let start = offsets.byte(at: event.start_mark.index)
    let end = offsets.byte(at: event.end_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 {
        refuse(
          .severalDocuments, start..<end, "a spec is one document; a second begins here",
          mend: "put it into a file of its own")
        return false
      }
    case YAML_ALIAS_EVENT:
      refuse(
        .alias, start..<end, "aliases are not allowed in specs",
        why: "a few bytes of them can stand for gigabytes, and a reader has to search for what they mean",
        mend: "write the value out, or give it a name of the language: a policy, a table, a model")
      return add(scalar: [], style: .plain, start, end)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      hold(anchor: scalar.anchor, tag: scalar.tag, start..<end)
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return add(scalar: bytes, style: style(scalar.style), start, end)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      hold(anchor: sequence.anchor, tag: sequence.tag, start..<end)
      return push(.sequence, sequence.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block, start)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      hold(anchor: mapping.anchor, tag: mapping.tag, start..<end)
      return push(.mapping, mapping.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block, start)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return pop(end)
    case YAML_STREAM_END_EVENT: return false
    default: break
    }
    return true
  }

  private mutating func add(scalar bytes: some Collection<UInt8>, style: Node.Style, _ start: Int, _ end: Int) -> Bool {
    let low = text.count
    text.append(contentsOf: bytes)
    var end = end
    // A block scalar's end mark stands at the next token: the lines between belong to nobody.
    if style == .literal || style == .folded {
      while end > start, [UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " ")].contains(source[end - 1]) {
        end -= 1
      }
    }
    return add(
      Arena.Record(kind: .scalar, style: style, start: start, end: max(start, end), low: low, high: text.count))
  }

  private mutating func push(_ kind: Node.Kind, _ style: Node.Style, _ start: Int) -> Bool {
    guard open.count < limits.depth else {
      refuse(
        .tooDeep, start..<start + 1, "values are nested more than \(limits.depth) deep",
        mend: "give the inner parts names of their own")
      return false
    }
    open.append(Container(kind: kind, style: style, start: start))
    return true
  }

  private mutating func pop(_ end: Int) -> Bool {
    guard let container = open.popLast() else { return false }
    let low = children.count
    children += container.children
    // A block's end mark stands at the next token; it ends with its last child.
    let lastEnd = container.children.last.map { records[$0].end } ?? end
    return add(
      Arena.Record(
        kind: container.kind, style: container.style, start: container.start,
        end: container.style == .flow ? end : lastEnd,
        low: low, high: children.count))
  }

  private mutating func add(_ record: Arena.Record) -> Bool {
    guard records.count < limits.nodes else {
      refuse(
        .tooManyNodes, record.start..<record.end, "the file has more than \(limits.nodes) values", mend: "split it")
      return false
    }
    records.append(record)
    guard !open.isEmpty else { return true }
    let index = records.count - 1
    let isKey = open[open.count - 1].kind == .mapping && open[open.count - 1].children.count.isMultiple(of: 2)
    open[open.count - 1].children.append(index)
    if isKey { hold(key: record, index) }
    return true
  }

  private mutating func hold(key: Arena.Record, _ index: Int) {
    let range = key.start..<key.end
    guard key.kind == .scalar else {
      return refuse(
        .keyNotText, range, "a key must be a text",
        mend: source[range].starts(with: [UInt8(ascii: "{")])
          ? "a value that begins with `{` needs quotes: \"{…}\"" : "write the key as a text")
    }
    let name = text[key.low..<key.high]
    if name.elementsEqual("<<".utf8), key.style == .plain {
      return refuse(.mergeKey, range, "merge keys are not allowed in specs", mend: "write the fields out")
    }
    if let first = open[open.count - 1].keys.updateValue(index, forKey: name) {
      var diagnostic = Diagnostic(
        code: .duplicateKey, severity: .error,
        message: "`\(String(decoding: name, as: UTF8.self))` stands here a second time",
        primary: Label(span: Span(file: file, range: range)))
      diagnostic.related = [
        Label(span: Span(file: file, range: records[first].start..<records[first].end), text: "the first is here")
      ]
      diagnostic.reason = "of two values for one key nobody knows which is meant"
      diagnostic.fixes = [Fix(title: "keep one of them")]
      findings.add(diagnostic)
    }
  }

  private mutating func hold(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ range: Range<Int>
  ) {
    if anchor != nil {
      refuse(
        .anchor, range, "anchors are not allowed in specs",
        mend: "give the value a name of the language: a policy, a table, a model")
    }
    if let tag {
      let name = String(cString: UnsafeRawPointer(tag).assumingMemoryBound(to: CChar.self))
      refuse(.tag, range, "tags are not allowed in specs: `\(name)`", mend: "leave it out; quotes make a text")
    }
  }

  private mutating func refuse(
    _ code: DiagnosticCode, _ range: Range<Int>, _ message: String, why: String? = nil, mend: String
  ) {
    findings.add(
      Diagnostic(
        code: code, severity: .error, message: message, primary: Label(span: Span(file: file, range: range)),
        reason: why,
        fixes: [Fix(title: mend)]))
  }

  private func style(_ style: yaml_scalar_style_t) -> Node.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}

/// Byte offsets of characters: libyaml's marks count characters, after a byte order mark.
struct CharacterOffsets {
  private let skipped: Int
  private let count: Int
  /// Offsets of all characters; empty where every character is one byte.
  private let offsets: [Int]

  init(_ bytes: [UInt8]) {
    skipped = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    count = bytes.count
    offsets = bytes.allSatisfy { $0 < 0x80 } ? [] : bytes.indices.dropFirst(skipped).filter { bytes[$0] & 0xC0 != 0x80 }
  }

  func byte(at character: Int) -> Int {
    if offsets.isEmpty { return min(character + skipped, count) }
    return character < offsets.count ? offsets[character] : count
  }
}
