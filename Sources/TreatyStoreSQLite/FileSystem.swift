import CFileSystem
import Glibc

/// Where a store may lie. SQLite's locks and WAL do not hold on network file systems (sqlite.org/wal.html, "Disadvantages").
package enum FileSystem {
  /// What `statfs(2)` calls the kinds of file system that a store must not lie on. FUSE stands for all that a program serves
  /// (sshfs, s3fs): what such a one does with a lock or a flush, nobody can tell from outside.
  private static let refused: [Int: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB 2", 0x0102_1997: "9p", 0x5346_414F: "AFS",
    0x6B41_4653: "AFS", 0x00C3_6400: "Ceph", 0x0BD0_0BD0: "Lustre", 0x6573_5546: "FUSE", 0x7461_636F: "OCFS2",
    0x0116_1970: "GFS2",
  ]

  /// Why a store must not lie on a file system of this kind (`statfs(2)`, f_type); `nil` when it may.
  ///
  /// The number is 32 bits, which some platforms give with its sign.
  package static func objection(kind: Int) -> String? {
    refused[kind & 0xFFFF_FFFF].map {
      "it lies on \($0), where locks and flushes do not hold as the store needs: put it on a disk of this machine"
    }
  }

  /// The objection to the file system that a folder or file lies on.
  static func objection(path: String) -> String? {
    var facts = statfs()
    guard statfs(path, &facts) == 0 else { return "`\(path)` cannot be looked at: \(errorText())" }
    return objection(kind: Int(facts.f_type))
  }

  /// The length of a file; 0 where there is none.
  static func bytes(of path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  static func errorText(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
}
