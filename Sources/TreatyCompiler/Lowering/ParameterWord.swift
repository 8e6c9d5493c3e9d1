/// Names of query parameters by which credentials are known.
package enum ParameterWord {
  /// Names that only a credential has, without hyphens and lines below.
  private static let certain: Set<String> = [
    "accesskey", "accesstoken", "apikey", "apisecret", "apitoken", "authtoken", "bearertoken", "clientsecret", "passwd",
    "password", "privatetoken", "pwd", "secret", "secretkey", "sharedsecret", "subscriptionkey", "xapikey",
  ]
  /// Names that other things have as well: pages and sort orders are given by `token` and `key`.
  private static let possible: Set<String> = ["auth", "key", "pass", "sig", "signature", "token"]
  /// Values that switch something on or off.
  private static let switches: Set<String> = ["", "0", "1", "false", "no", "none", "null", "off", "on", "true", "yes"]

  /// Whether a parameter holds a credential.
  /// - Parameter constant: Its value; `nil` where an expression gives it.
  package static func isCredential(_ name: String, _ constant: String?) -> Bool {
    let word = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
    if let constant, switches.contains(constant.lowercased()) { return false }
    if certain.contains(word) { return true }
    guard possible.contains(word), let constant else { return false }
    return looksDrawn(constant)
  }

  /// Whether a text looks as if it was drawn by chance: long, in one piece, of letters and digits.
  private static func looksDrawn(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count >= 12 && bytes.contains { (48...57).contains($0) }
      && bytes.contains { (97...122).contains($0 | 0x20) } && !bytes.contains { $0 <= 32 }
  }
}
