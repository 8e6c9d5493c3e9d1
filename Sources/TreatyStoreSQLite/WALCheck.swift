import Foundation
import Glibc
import TreatyStore

/// Tells a WAL that a power cut has torn from one that was damaged afterwards.
///
/// To SQLite both look the same: it reads a WAL up to the first frame whose checksum is wrong, and takes what stands behind it for
/// something that was never committed. That is right after a power cut, and loses what was acknowledged when a bit has flipped. But no
/// frame of a transaction is written before the one before it is on disk. So where behind a frame that is wrong one transaction ends
/// and another begins, the wrong one was whole once (sqlite.org/fileformat2.html#walformat).
struct WALCheck {
  private static let headerBytes = 32
  private static let frameHeaderBytes = 24

  /// The first frame that is damaged, counted from 1, and how many stand behind it; `nil` where all is well.
  struct Damage: Hashable {
    var frame: Int
    var behind: Int
  }

  /// - Throws: ``StoreError/failed(path:why:)`` where something that was acknowledged cannot be read any more.
  static func check(wal: String, path: String) throws(StoreError) {
    // Read, not mapped: a disk that cannot read a page of it would end the process without a word.
    guard let data = FileManager.default.contents(atPath: wal), data.count > headerBytes,
      let damage = data.withUnsafeBytes({ damage(in: $0) })
    else { return }
    throw .failed(
      path: path,
      why: """
        its WAL `\(wal)` is damaged at frame \(damage.frame), and \(damage.behind) that were written later stand behind it: go back to a \
        backup (`treaty restore`), or move the WAL away to go on with what was before it
        """)
  }

  /// Looks at the bytes of a WAL.
  static func damage(in bytes: [UInt8]) -> Damage? { bytes.withUnsafeBytes { damage(in: $0) } }

  private static func damage(in bytes: UnsafeRawBufferPointer) -> Damage? {
    let magic = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
    if magic & ~1 == 0x377F_0682 { return damage(in: bytes, isBig: magic & 1 == 1) }
    return damage(in: bytes, isBig: false) ?? damage(in: bytes, isBig: true)
  }

  /// - Parameter isBig: whether sums are made of numbers with the greatest byte first.
  private static func damage(in bytes: UnsafeRawBufferPointer, isBig: Bool) -> Damage? {
    func big(_ offset: Int) -> UInt32 {
      UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    // All stores have pages of this size.
    let page = 4_096
    func sum(_ range: Range<Int>, _ seed: (UInt32, UInt32)) -> (UInt32, UInt32) {
      var (first, second) = seed
      var offset = range.lowerBound
      while offset < range.upperBound {
        let left = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        let right = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        first = first &+ (isBig ? left.bigEndian : left.littleEndian) &+ second
        second = second &+ (isBig ? right.bigEndian : right.littleEndian) &+ first
        offset += 8
      }
      return (first, second)
    }
    // What a frame's checksum goes on from: that of the one before it as it is stored, and as it comes to. After a damaged one either
    // can be the right one.
    var seeds = [sum(0..<24, (0, 0)), (big(24), big(28))]
    let isWell = seeds[0] == seeds[1] && big(0) == 0x377F_0682 | (isBig ? 1 : 0) && Int(big(8)) == page
    var damaged = isWell ? nil : 1
    // Frames of another generation are remains of one that is long in the database.
    let salts = damaged == nil ? (big(16), big(20)) : (big(headerBytes + 8), big(headerBytes + 12))
    var (frame, behind) = (0, 0)
    var (hasEnded, isFollowed) = (false, false)
    var offset = headerBytes
    while offset + frameHeaderBytes + page <= bytes.count {
      frame += 1
      let isOurs = (big(offset + 8), big(offset + 12)) == salts
      let stored = (big(offset + 16), big(offset + 20))
      let sums = seeds.map { seed in
        sum(
          (offset + frameHeaderBytes)..<(offset + frameHeaderBytes + page), sum(offset..<(offset + 8), seed))
      }
      let isWhole = isOurs && sums.contains { $0 == stored }
      if damaged == nil {
        if !isWhole { damaged = frame }
      } else if isWhole {
        behind += 1
        if hasEnded { isFollowed = true }
        // A frame with a size ends a transaction.
        if big(offset + 4) != 0 { hasEnded = true }
      }
      // Sums that are right are enough to go on from.
      seeds = isWhole ? [stored] : [stored] + sums
      if damaged != nil, !isWhole, frame != damaged { break }
      offset += frameHeaderBytes + page
    }
    guard let damaged, isFollowed else { return nil }
    return Damage(frame: damaged, behind: behind)
  }
}
