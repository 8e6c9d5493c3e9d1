import Testing
import TreatyStoreSQLite

@Suite("A store lies where locks and flushes hold, or not at all")
struct FileSystemTests {
  @Test(
    "what is served by another machine or program is refused by name (statfs(2))",
    arguments: [
      (0x6969, "NFS"), (0x517B, "SMB"), (0xFF53_4D42, "CIFS"), (0xFE53_4D42, "SMB 2"), (0x0102_1997, "9p"),
      (0x6573_5546, "FUSE"), (0x00C3_6400, "Ceph"), (0x7461_636F, "OCFS2"),
      // As a platform with 32 bits and a sign gives it.
      (Int(Int32(bitPattern: 0xFF53_4D42)), "CIFS"),
    ])
  func refused(kind: Int, name: String) {
    #expect(
      FileSystem.objection(kind: kind)
        == "it lies on \(name), where locks and flushes do not hold as the store needs: put it on a disk of this machine"
    )
  }

  @Test(
    "disks of this machine are taken: ext, XFS, Btrfs, ZFS, F2FS, tmpfs, overlay",
    arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x2FC1_2FC1, 0xF2F5_2010, 0x0102_1994, 0x794C_7630])
  func taken(kind: Int) { #expect(FileSystem.objection(kind: kind) == nil) }
}
