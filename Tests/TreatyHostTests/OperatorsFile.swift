import Foundation
import TreatyConnect

@testable import TreatyHost

/// A file of operators with a token for each role.
struct OperatorsFile: Sendable {
  let path: String
  let tokens: [Role: Secret]

  init(_ path: String) throws {
    self.path = path
    var (list, tokens) = (AccessList(), [Role: Secret]())
    for role in [Role.operator, .viewer, .auditor, .admin, .approver] {
      let token = AccessToken.make()
      tokens[role] = token
      list.tokens.append(
        .init(
          name: "\(role.rawValue)-token", roles: [role], sha256: AccessToken.digest(token),
          created: Date(timeIntervalSince1970: 0)))
    }
    self.tokens = tokens
    try write(list)
  }

  /// Changes it as `treaty access` does: another file takes its place.
  func change(_ body: (inout AccessList) -> Void) throws {
    var list = try AccessList(reading: Data(contentsOf: URL(filePath: path)))
    body(&list)
    try write(list)
  }

  private func write(_ list: AccessList) throws {
    let draft = path + ".draft"
    guard
      FileManager.default.createFile(
        atPath: draft, contents: Data(try list.text()), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    rename(draft, path)
  }
}
