import Glibc

/// A user of the system that the host runs on.
struct SystemUser: Hashable, Sendable {
  /// Number.
  let uid: uid_t
  /// Login name; `uid 1000` where the system has none for the number.
  let name: String
  /// Groups, by number; its own among them. Empty where the system does not know the user.
  let groups: Set<gid_t>

  /// Asks the system for a user.
  init(_ uid: uid_t) {
    self.uid = uid
    guard let found = SystemUser.entry(uid) else {
      (name, groups) = ("uid \(uid)", [])
      return
    }
    (name, groups) = (found.name, SystemUser.groups(of: found.name, and: found.group))
  }

  private static func entry(_ uid: uid_t) -> (name: String, group: gid_t)? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    // Directories over the network have long entries; getpwuid_r(3) says ERANGE where the room is too small.
    for size in [1 << 10, 1 << 14, 1 << 18] {
      let name: (String, gid_t)? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { room in
        guard let base = room.baseAddress, getpwuid_r(uid, &entry, base, room.count, &found) == 0, found != nil,
          let name = entry.pw_name
        else { return nil }
        return (String(cString: name), entry.pw_gid)
      }
      if let name { return name }
    }
    return nil
  }

  private static func groups(of name: String, and group: gid_t) -> Set<gid_t> {
    var count: Int32 = 256
    for _ in 0..<2 {
      var groups = [gid_t](repeating: 0, count: Int(count))
      // It says how many there are where the room is too small.
      if getgrouplist(name, group, &groups, &count) >= 0 { return Set(groups.prefix(Int(count))) }
    }
    return [group]
  }

  /// Number of a group; `nil` where the system has none of the name.
  static func group(named name: String) -> gid_t? {
    var entry = Glibc.group()
    var found: UnsafeMutablePointer<Glibc.group>?
    for size in [1 << 12, 1 << 16, 1 << 20] {
      let id: gid_t? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { room in
        guard let base = room.baseAddress, getgrnam_r(name, &entry, base, room.count, &found) == 0, found != nil else {
          return nil
        }
        return entry.gr_gid
      }
      if let id { return id }
    }
    return nil
  }
}
