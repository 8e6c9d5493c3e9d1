/// Which fixes can be made at once, and what the files are afterwards.
///
/// Of each live finding the best fix is taken whose edits are trusted enough. A fix is made whole or not at all. One that touches what
/// another one changes waits: after these edits everything is found anew, and then it has its turn.
public struct FixPlan: Sendable {
  /// The files that change, by path.
  public let files: [EditedFile]
  /// How many findings have their fix among the edits.
  public let applied: Int
  /// How many fixes wait for a later pass.
  public let left: Int
  /// How many fixes cannot be made: their edits overlap one another, lie outside a file, within a character, in a file that is no UTF-8,
  /// or in one that ships with Treaty. A fault of whoever proposes such.
  public let refused: Int

  /// Plans fixes that are trusted at least so far: `.safe` takes those alone, `.unsafe` both.
  /// - Parameter excluded: Paths of files that stay as they are.
  public init(
    _ findings: Findings, in sources: Sources, applying trust: Applicability = .safe, besides excluded: Set<String> = []
  ) {
    var taken: [FileID: TakenEdits] = [:]
    var (applied, left, refused) = (0, 0, 0)
    for finding in findings.listed(in: sources) where finding.isLive {
      let trusted = finding.diagnostic.fixes.filter { $0.applicability <= trust && $0.applicability < .manual }
      guard let fix = trusted.min(by: { $0.applicability < $1.applicability }) else { continue }
      guard FixPlan.isSound(fix, in: sources) else {
        refused += 1
        continue
      }
      if !excluded.isEmpty, fix.edits.contains(where: { excluded.contains(sources[$0.span.file].path) }) { continue }
      guard fix.edits.allSatisfy({ taken[$0.span.file, default: TakenEdits()].canTake($0) }) else {
        left += 1
        continue
      }
      for edit in fix.edits { taken[edit.span.file, default: TakenEdits()].take(edit) }
      applied += 1
    }
    let ranks = sources.ranks
    files = taken.sorted { ranks[Int($0.key.index)] < ranks[Int($1.key.index)] }.compactMap { file, edits in
      let source = sources[file]
      let after = edits.made(in: source.bytes)
      return after == source.bytes ? nil : EditedFile(path: source.path, before: source.bytes, after: after)
    }
    (self.applied, self.left, self.refused) = (applied, left, refused)
  }

  /// Whether the edits of a fix can be made at all.
  private static func isSound(_ fix: Fix, in sources: Sources) -> Bool {
    for file in Set(fix.edits.map { $0.span.file }) {
      let source = sources[file]
      var own = TakenEdits()
      for edit in fix.edits where edit.span.file == file {
        let range = edit.span.range
        guard sources.contains(file), source.isUTF8, !source.isInTheBox, range.lowerBound >= 0,
          range.upperBound <= source.bytes.count, source.isScalarStart(range.lowerBound),
          source.isScalarStart(range.upperBound), own.canTake(edit)
        else { return false }
        own.take(edit)
      }
    }
    return true
  }
}

/// Edits of one file that do not touch one another, by place.
struct TakenEdits {
  private var edits: [Edit] = []

  /// Whether an edit leaves the others alone, or is one of them. Two insertions at one place do not: which of them comes first would be
  /// chance.
  func canTake(_ edit: Edit) -> Bool {
    let index = position(of: edit)
    if edits.indices.contains(index), edits[index] == edit { return true }
    if index > 0, !TakenEdits.areApart(edits[index - 1], edit) { return false }
    return !edits.indices.contains(index) || TakenEdits.areApart(edit, edits[index])
  }

  /// Adds an edit that can be taken.
  mutating func take(_ edit: Edit) {
    let index = position(of: edit)
    if edits.indices.contains(index), edits[index] == edit { return }
    edits.insert(edit, at: index)
  }

  /// The bytes after all edits.
  func made(in bytes: [UInt8]) -> [UInt8] {
    var made: [UInt8] = []
    made.reserveCapacity(bytes.count)
    var at = 0
    for edit in edits {
      made += bytes[at..<edit.span.range.lowerBound]
      made += edit.replacement.utf8
      at = edit.span.range.upperBound
    }
    return made + bytes[at...]
  }

  /// Where an edit belongs: behind all that begin before it, or begin there and end before it.
  private func position(of edit: Edit) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      let other = edits[middle].span.range
      if (other.lowerBound, other.upperBound) < (edit.span.range.lowerBound, edit.span.range.upperBound) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private static func areApart(_ first: Edit, _ second: Edit) -> Bool {
    let (left, right) = (first.span.range, second.span.range)
    return left.upperBound <= right.lowerBound && !(left.isEmpty && right.isEmpty && left == right)
  }
}

extension SourceFile {
  /// Whether an offset is not within a character of UTF-8.
  fileprivate func isScalarStart(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] & 0xC0 != 0x80
  }
}
