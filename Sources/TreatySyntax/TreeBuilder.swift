import CLibYAML
import TreatyDiagnostics

/// Builds a tree from libyaml's events.
struct TreeBuilder {
  private(set) var findings = Findings()
  /// The tree; `nil` where the text is no YAML, or has more in it than a spec may have.
  private(set) var tree: SyntaxTree?

  private let file: FileID
  private let source: [UInt8]
  private let limits: SyntaxLimits
  /// Bytes of the byte order mark. libyaml never sees it: it would count it as a column of the first line.
  private let skipped: Int
  private var offsets: CharacterOffsets
  private var comments: CommentFinder

  private var records: [Arena.Record] = []
  private var children: [UInt32] = []
  private var text: [UInt8] = []
  /// Children of all containers that are open, those of the innermost last.
  private var pending: [UInt32] = []
  private var open: [Container] = []
  private var documents = 0
  /// What other readers would not take. Said only of a file that is read: in one that is not, most of it comes from the same slip.
  private var doubts: [Diagnostic] = []

  private struct Container {
    var kind: Node.Kind
    var style: Node.Style
    var start: UInt32
    /// The line that it begins on.
    var line: Int
    /// Where its children begin in `pending`.
    var base: Int
    /// The column of its first key or dash, once somebody asked for it.
    var column: Int?
  }

  init(file: FileID, source: [UInt8], limits: SyntaxLimits, scan: SourceScan) {
    self.file = file
    self.source = source
    self.limits = limits
    skipped = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    offsets = CharacterOffsets(source, from: skipped, isASCII: scan.isASCII)
    comments = CommentFinder(source, hashes: scan.hashes)
    // Specs have a node for every eight to fourteen bytes.
    records.reserveCapacity(source.count / 10 + 8)
    children.reserveCapacity(source.count / 10 + 8)
    pending.reserveCapacity(64)
    open.reserveCapacity(16)
  }

  mutating func run() {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return findings.add(
        Diagnostic(code: .invalidYAML, severity: .bug, message: "no memory is left to read YAML", primary: nil))
    }
    defer { yaml_parser_delete(&parser) }
    let isRead = source.withUnsafeBufferPointer { buffer in
      let rest = UnsafeBufferPointer(rebasing: buffer[skipped...])
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, rest.baseAddress, rest.count)
      var event = yaml_event_t()
      while yaml_parser_parse(&parser, &event) == 1 {
        let isLast = event.type == YAML_STREAM_END_EVENT
        let goesOn = take(event)
        yaml_event_delete(&event)
        if !goesOn || isLast { return isLast }
      }
      let problem = YAMLProblem(parser, offsets: &offsets, skipped: skipped, source: source)
      findings.add(problem.diagnostic(file: file))
      return false
    }
    // What was read before it went wrong is told of as well.
    for (index, container) in open.enumerated() where container.kind == .mapping {
      findDuplicates(container.base..<(index + 1 < open.count ? open[index + 1].base : pending.count))
    }
    if isRead { finish() }
  }

  private mutating func finish() {
    comments.takeRest()
    for finding in doubts { findings.add(finding) }
    for range in comments.unspaced { findings.add(.unspacedComment(Span(file: file, range: range))) }
    // `---` with nothing behind it is a document of nothing.
    if records.count == 1, records[0].isNothing { records = [] }
    var found = comments.found
    if !found.isEmpty {
      var places = CommentPlaces(source: source, records: records, children: children)
      places.give(&found)
    }
    tree = SyntaxTree(
      arena: Arena(
        file: file, source: source, records: records, children: children, text: text, comments: found))
  }

  /// - Returns: whether to go on.
  private mutating func take(_ event: borrowing yaml_event_t) -> Bool {
    let start = offsets.byte(at: event.start_mark.index)
    let end = offsets.byte(at: event.end_mark.index)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      var content = start
      if scalar.anchor != nil || scalar.tag != nil { content = refuseProperties(from: start, to: end) }
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let isOneLine = event.start_mark.line == event.end_mark.line
      return add(scalar: bytes, style: style(scalar.style), content, end, isOneLine: isOneLine)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      var content = start
      if mapping.anchor != nil || mapping.tag != nil { content = refuseProperties(from: start, to: source.count) }
      let isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
      return push(.mapping, isFlow ? .flow : .block, content, line: event.start_mark.line)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      var content = start
      if sequence.anchor != nil || sequence.tag != nil { content = refuseProperties(from: start, to: source.count) }
      let isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
      return push(.sequence, isFlow ? .flow : .block, content, line: event.start_mark.line)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return pop(end, line: event.end_mark.line)
    case YAML_ALIAS_EVENT:
      refuse(
        .alias, start..<end, "aliases are not allowed in specs",
        why: "a few bytes of them can stand for gigabytes, and a reader has to search for what they mean",
        mend: "write the value out, or give it a name of the language: a policy, a table, a model")
      return add(scalar: UnsafeBufferPointer(start: nil, count: 0), style: .plain, start, end, isOneLine: false)
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      guard documents > 1 else { return true }
      refuse(
        .severalDocuments, start..<end, "a spec is one document; a second begins here",
        mend: "put it into a file of its own")
      return false
    default: return true
    }
  }

  // MARK: Nodes

  private mutating func add(
    scalar bytes: UnsafeBufferPointer<UInt8>, style: Node.Style, _ start: Int, _ end: Int, isOneLine: Bool
  ) -> Bool {
    var (start, end) = (start, end)
    if style == .literal || style == .folded {
      comments.take(blockScalar: start, end: end)
      let finding = bytes.allSatisfy { $0 == newline } ? strict.swallowed(start, end, column: column()) : nil
      if let finding { doubts.append(finding) }
      // Its end mark stands at the next token: the lines between belong to nobody.
      while end > start, source[end - 1] == newline || source[end - 1] == carriageReturn || source[end - 1] == space {
        end -= 1
      }
    } else {
      comments.take(text: start, end: end)
      if start == end { (start, end) = place(ofNothing: start) }
      if !isOneLine, style != .plain { holdIndents(start..<end, isText: true) }
      if end - start == 1, style == .plain, source[start] == UInt8(ascii: "-") {
        doubts.append(strict.loneDash(start..<end))
      }
    }
    var record = Arena.Record(
      start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), low: 0, high: 0, kind: .scalar,
      style: style)
    if isOneLine, let low = verbatim(style, start, end, count: bytes.count) {
      record.isVerbatim = true
      record.low = UInt32(truncatingIfNeeded: low)
      record.high = UInt32(truncatingIfNeeded: low + bytes.count)
    } else {
      record.low = UInt32(truncatingIfNeeded: text.count)
      text.append(contentsOf: bytes)
      record.high = UInt32(truncatingIfNeeded: text.count)
    }
    return add(record)
  }

  /// Where the text of a scalar of one line stands in the file as it is; `nil` where it stands nowhere.
  private func verbatim(_ style: Node.Style, _ start: Int, _ end: Int, count: Int) -> Int? {
    switch style {
    case .plain: return end - start == count ? start : nil
    // `''` makes a text shorter than what it is written with.
    case .singleQuoted: return end - start - 2 == count ? start + 1 : nil
    case .doubleQuoted:
      guard end - start - 2 == count else { return nil }
      var index = start + 1
      while index < end - 1 {
        if source[index] == UInt8(ascii: "\\") { return nil }
        index += 1
      }
      return start + 1
    default: return nil
    }
  }

  /// Where a value stands that is not written: behind its `:` or `-`, or behind its key. libyaml puts some at the token that follows,
  /// beyond comments that belong elsewhere.
  private func place(ofNothing mark: Int) -> (Int, Int) {
    if mark > 0, source[mark - 1] == UInt8(ascii: ":") || source[mark - 1] == UInt8(ascii: "-") { return (mark, mark) }
    guard let container = open.last, pending.count > container.base, let last = pending.last else {
      return (mark, mark)
    }
    let end = Int(records[Int(last)].end)
    return (end, end)
  }

  private mutating func push(_ kind: Node.Kind, _ style: Node.Style, _ start: Int, line: Int) -> Bool {
    guard open.count < limits.depth else {
      refuse(
        .tooDeep, start..<min(start + 1, source.count), "values are nested more than \(limits.depth) deep",
        mend: "give the inner parts names of their own")
      return false
    }
    open.append(Container(kind: kind, style: style, start: UInt32(start), line: line, base: pending.count))
    return true
  }

  private mutating func pop(_ end: Int, line: Int) -> Bool {
    guard let container = open.popLast() else { return false }
    let own = container.base..<pending.count
    if container.kind == .mapping, own.count > 2 { findDuplicates(own) }
    if container.style == .flow, line != container.line { holdIndents(Int(container.start)..<end, isText: false) }
    let low = children.count
    children.append(contentsOf: pending[own])
    // A block's end mark stands at the next token; it ends with its last child.
    let last = own.isEmpty ? container.start : records[Int(pending[pending.count - 1])].end
    pending.removeLast(own.count)
    return add(
      Arena.Record(
        start: container.start, end: container.style == .flow ? max(last, UInt32(end)) : last, low: UInt32(low),
        high: UInt32(children.count), kind: container.kind, style: container.style))
  }

  private mutating func add(_ record: Arena.Record) -> Bool {
    let index = records.count
    guard index < limits.nodes else {
      refuse(.tooManyNodes, record.range, "the file has more than \(limits.nodes) values", mend: "split it")
      return false
    }
    records.append(record)
    guard let last = open.indices.last else { return true }
    if open[last].kind == .mapping, (pending.count - open[last].base) & 1 == 0 { hold(key: record) }
    pending.append(UInt32(truncatingIfNeeded: index))
    return true
  }

  // MARK: What libyaml takes and YAML does not

  private var strict: StrictYAML { StrictYAML(file: file, source: source) }

  /// Holds the lines of a quoted text or of outermost brackets against the block around.
  private mutating func holdIndents(_ range: Range<Int>, isText: Bool) {
    if let last = open.last, last.style == .flow { return }
    if let finding = strict.outdented(range, column: column(), isText: isText) { doubts.append(finding) }
  }

  /// The column in which the keys or dashes of the innermost block stand; -1 outside of all. Counted once for each block.
  private mutating func column() -> Int {
    guard let last = open.indices.last else { return -1 }
    if let known = open[last].column { return known }
    let start = Int(open[last].start)
    let surroundings = Surroundings(source: source)
    let line = max(surroundings.lineStart(start), skipped)
    let column = source[line..<start].count { $0 & 0xC0 != 0x80 }
    open[last].column = column
    return column
  }

  // MARK: What specs leave out of YAML

  private mutating func hold(key: Arena.Record) {
    let start = Int(key.start)
    if start > 0, source[start - 1] == UInt8(ascii: "?"), !key.isNothing {
      doubts.append(strict.hiddenKey(start - 1))
    }
    if key.kind == .scalar {
      guard key.style == .plain else { return }
      if key.isNothing { return refuseMissingKey(key.range) }
      if key.high - key.low == 2, text(of: key).elementsEqual("<<".utf8) {
        refuse(.mergeKey, key.range, "merge keys are not allowed in specs", mend: "write the fields out")
      }
    } else {
      refuse(
        .keyNotText, key.range, "a key must be a text",
        mend: source[key.range].first == UInt8(ascii: "{")
          ? "an expression is written `\"${ … }\"`; any other value that begins with `{` needs quotes: \"{…}\""
          : "write the key as a text")
    }
  }

  private mutating func refuseMissingKey(_ range: Range<Int>) {
    refuse(
      .keyNotText, range.lowerBound..<min(range.lowerBound + 1, source.count), "a key is missing before this",
      mend: "write the key, or put a text that begins with `:` or `?` in quotes")
  }

  private mutating func findDuplicates(_ own: Range<Int>) {
    let pairs = DuplicateKeys.pairs(among: pending, in: own, records, source: source, text: text)
    for pair in pairs {
      let key = records[pair.later]
      findings.add(
        Diagnostic(
          code: .duplicateKey, severity: .error,
          message: "`\(String(decoding: text(of: key), as: UTF8.self))` stands here a second time",
          primary: Label(span: Span(file: file, range: key.range)),
          related: [Label(span: Span(file: file, range: records[pair.first].range), text: "the first is here")],
          reason: "of two values for one key nobody knows which is meant", fixes: [Fix(title: "keep one of them")]))
    }
  }

  private func text(of record: Arena.Record) -> ArraySlice<UInt8> {
    record.isVerbatim ? source[record.content] : text[record.content]
  }

  /// Refuses the anchor and the tag that stand before a value.
  ///
  /// - Returns: where the value itself begins.
  private mutating func refuseProperties(from start: Int, to end: Int) -> Int {
    let properties = NodeProperties(source, from: start, to: end)
    for range in properties.ranges {
      if source[range.lowerBound] == UInt8(ascii: "&") {
        refuse(
          .anchor, range, "anchors are not allowed in specs",
          mend: "give the value a name of the language: a policy, a table, a model")
      } else {
        let name = String(decoding: source[range], as: UTF8.self)
        refuse(.tag, range, "tags are not allowed in specs: `\(name)`", mend: "leave it out; quotes make a text")
      }
    }
    return properties.contentStart
  }

  private mutating func refuse(
    _ code: DiagnosticCode, _ range: Range<Int>, _ message: String, why: String? = nil, mend: String
  ) {
    findings.add(
      Diagnostic(
        code: code, severity: .error, message: message, primary: Label(span: Span(file: file, range: range)),
        reason: why, fixes: [Fix(title: mend)]))
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
