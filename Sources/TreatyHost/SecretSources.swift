import Foundation

/// Where a host looks for secrets.
public struct SecretSources: Sendable {
  /// Environment, in which a secret `desk-token` is `TREATY_SECRET_DESK_TOKEN`.
  public var environment: [String: String]
  /// Folders with a file per secret, the file named like the secret. A newline at a file's end is not part of the secret.
  public var folders: [String]

  /// Sources, looked at in the order of the parameters.
  public init(environment: [String: String], folders: [String]) {
    self.environment = environment
    self.folders = folders
  }

  /// What was found.
  enum Finding {
    case value(String)
    case none
    /// It is there and cannot be used: why, without the value.
    case unusable(String)
  }

  /// Looks for a secret.
  func find(_ name: String) -> Finding {
    if let value = environment[SecretSources.variable(name)], !value.isEmpty { return SecretSources.judge(value) }
    // A plan that was not made by the compiler may hold any name; a file is only looked for where it is one of a file.
    guard name.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != 0 }), name != ".." else { return .none }
    for folder in folders {
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard let data = FileManager.default.contents(atPath: path) else {
        return .unusable("cannot be read from `\(path)`")
      }
      guard var text = String(data: data, encoding: .utf8) else { return .unusable("is no text in `\(path)`") }
      for newline in ["\n", "\r"] where text.utf8.last == newline.utf8.first {
        text = String(text.utf8.dropLast()) ?? text
      }
      return text.isEmpty ? .none : SecretSources.judge(text)
    }
    return .none
  }

  /// A secret goes into a header, which a line break would end.
  private static func judge(_ value: String) -> Finding {
    let isUsable = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    return isUsable ? .value(value) : .unusable("holds a line break or another control character")
  }

  /// Name of the environment variable of a secret.
  static func variable(_ name: String) -> String {
    "TREATY_SECRET_" + name.uppercased().replacing("-", with: "_")
  }
}
