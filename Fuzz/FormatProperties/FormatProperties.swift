import TreatyDiagnostics
public import TreatyFormat
import TreatySyntax

/// What must hold of every file that is formatted, whatever its bytes are.
public enum FormatProperties {
  /// What does not hold; that it comes back, without a trap and soon, is for the caller to see.
  public static func violations(by bytes: [UInt8]) -> [String] {
    violations(by: bytes, .manifest) + violations(by: bytes, .sections)
  }

  /// What does not hold of a file of one kind.
  public static func violations(by bytes: [UInt8], _ kind: SpecFileKind) -> [String] {
    let formatted = SpecFormat.format(bytes, kind: kind)
    if formatted.findings.all.contains(where: { $0.severity == .bug }) { return ["it would mean something else"] }
    guard (formatted.outcome == .changed) == (formatted.bytes != bytes) else { return ["its outcome is wrong"] }
    let (old, isOldSound) = read(bytes)
    if !isOldSound { return formatted.outcome == .refused ? [] : ["a file with errors was formatted"] }
    let (new, isNewSound) = read(formatted.bytes)
    guard isNewSound, let old, let new else { return ["it cannot be read afterwards"] }
    var violations: [String] = []
    if events(old.root) != events(new.root) { violations.append("another tree") }
    if names(old) != names(new) { violations.append("names in another order") }
    if comments(old) != comments(new) { violations.append("other comments") }
    if formatted.outcome == .changed {
      let again = SpecFormat.format(formatted.bytes, kind: kind)
      if again.outcome != .kept { violations.append("another result the second time") }
      if formatted.bytes.last != UInt8(ascii: "\n"), !formatted.bytes.isEmpty { violations.append("no end of line") }
    }
    return violations
  }

  /// Whether a file can be read without errors, so that it is formatted.
  public static func isFormatted(_ bytes: [UInt8]) -> Bool { read(bytes).isSound }

  private static func read(_ bytes: [UInt8]) -> (tree: SyntaxTree?, isSound: Bool) {
    var findings = Findings()
    let tree = SyntaxTree.read(file: FileID(0), bytes: bytes, into: &findings)
    return (tree, tree != nil && !findings.hasErrors)
  }

  /// A tree without places, in which the order of keys makes no difference.
  private static func events(_ node: Node?) -> [UInt8] {
    guard let node else { return [] }
    switch node.kind {
    case .scalar: return [node.isNothing ? 0 : node.style.rawValue + 1] + node.utf8 + [0xFF]
    case .sequence: return [node.style.rawValue, 0xFE] + node.elements.flatMap { events($0) } + [0xFD]
    case .mapping:
      let entries = node.entries.map { events($0.key) + events($0.value) }
        .sorted { $0.lexicographicallyPrecedes($1) }
      return [node.style.rawValue, 0xFC] + entries.flatMap { $0 } + [0xFB]
    }
  }

  /// Names of declarations, section by section.
  private static func names(_ tree: SyntaxTree) -> [[String]] {
    let sections = tree.root.map { $0.entries.map { (name: $0.key.text, node: $0.value) } } ?? []
    let deeper = sections.filter { $0.name == "policies" }.flatMap { section in
      section.node.entries.map { (name: "policies." + $0.key.text, node: $0.value) }
    }
    return (sections.filter { $0.name != "policies" } + deeper).sorted { $0.name < $1.name }
      .map { section in [section.name] + section.node.entries.map { $0.key.text } }
  }

  private static func comments(_ tree: SyntaxTree) -> [String] { tree.comments.map { $0.text }.sorted() }
}
