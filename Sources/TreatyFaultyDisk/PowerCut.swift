import TreatyPlan

/// What is on disk after the power went: everything that was flushed, and of what was not whatever the disk had got to.
public struct PowerCut: Sendable {
  /// What becomes of writes that were not flushed.
  public enum Loss: Hashable, Sendable, CaseIterable {
    /// None of them reached the disk.
    case all
    /// All of them did, although nobody was told.
    case none
    /// Some did, some did not, in any order, and of some a part of their sectors (512 bytes) did.
    case some
  }

  private struct File {
    var durable: [UInt8] = []
    var pending: [FaultyDisk.Event] = []
    var isGone = false
    /// It was removed, and the folder not flushed since.
    var mayComeBack = false
    /// Its name is not on disk yet. SQLite flushes the folder with the first flush of a journal or WAL that it has made.
    var isNew = true
  }

  private var files: [String: File] = [:]
  /// The last mark before the cut: what was acknowledged.
  public private(set) var acknowledged: Int?

  /// A cut behind the first `count` events.
  public init(_ events: [FaultyDisk.Event], after count: Int) {
    for event in events.prefix(count) {
      switch event {
      case .open(let name, let bytes): files[name] = File(durable: bytes)
      case .write(let name, _, _), .truncate(let name, _):
        if files[name]?.isGone ?? true { files[name] = File() }
        files[name]?.pending.append(event)
      case .flush(let name):
        guard var file = files[name] else { continue }
        for change in file.pending { Self.apply(change, to: &file.durable) }
        file.pending = []
        let flushesFolder = file.isNew && name.contains("-")
        file.isNew = false
        files[name] = file
        // What was removed from it stays so from here on.
        if flushesFolder { for name in files.keys { files[name]?.mayComeBack = false } }
      case .delete(let name, let isFlushed):
        files[name]?.isGone = true
        files[name]?.mayComeBack = !isFlushed
      case .mark(let number): acknowledged = number
      }
    }
  }

  /// The files as the next process finds them, by name.
  public func files(losing loss: Loss, seed: UInt64) -> [String: [UInt8]] {
    var random = SplitMix64(seed: seed)
    var found: [String: [UInt8]] = [:]
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      if file.isGone {
        let comesBack =
          file.mayComeBack && (loss == .all || loss == .some && Bool.random(using: &random))
        if !comesBack { continue }
      }
      var bytes = file.durable
      for change in file.pending {
        switch loss {
        case .all: continue
        case .none: Self.apply(change, to: &bytes)
        case .some:
          switch Int.random(in: 0..<4, using: &random) {
          case 0: continue
          case 1: Self.applyTorn(change, to: &bytes, using: &random)
          default: Self.apply(change, to: &bytes)
          }
        }
      }
      found[name] = bytes
    }
    return found
  }

  private static func apply(_ change: FaultyDisk.Event, to bytes: inout [UInt8]) {
    switch change {
    case .write(_, let offset, let written):
      let end = offset + written.count
      if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(offset..<end, with: written)
    case .truncate(_, let size):
      if bytes.count > size { bytes.removeLast(bytes.count - size) }
    case .open, .flush, .delete, .mark: break
    }
  }

  /// Whole sectors get there or do not; their bytes do so together.
  private static func applyTorn(
    _ change: FaultyDisk.Event, to bytes: inout [UInt8], using random: inout SplitMix64
  ) {
    guard case .write(let name, let offset, let written) = change else { return apply(change, to: &bytes) }
    var place = offset
    while place < offset + written.count {
      let end = min((place / 512 + 1) * 512, offset + written.count)
      if Bool.random(using: &random) {
        apply(.write(name, offset: place, Array(written[(place - offset)..<(end - offset)])), to: &bytes)
      }
      place = end
    }
  }
}
