/// Text within SARIF 2.1.0.
enum SARIFText {
  /// A message in plain text.
  static func words(_ text: String) -> SARIFLog.Words { SARIFLog.Words(text: plain(text)) }

  /// Plain text in which nothing is a placeholder (§3.11.5) or a link (§3.11.6).
  static func plain(_ text: String) -> String {
    var escaped = ""
    for scalar in braces(text).unicodeScalars {
      if scalar == "[" || scalar == "]" || scalar == "\\" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return text.utf8.contains("](".utf8) ? escaped : braces(text)
  }

  /// Text whose braces are no placeholders: they are doubled, as §3.11.5 wants; readers that format messages fail otherwise
  /// (microsoft/sarif-sdk#2814).
  static func braces(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if scalar == "{" || scalar == "}" { escaped.unicodeScalars.append(scalar) }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// A path as a reference of RFC 3986: UTF-8, all but unreserved characters and slashes as `%XX`, so that neither a colon nor a blank is
  /// taken for something else.
  static func uri(_ path: String) -> String {
    var uri = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
  }
}
