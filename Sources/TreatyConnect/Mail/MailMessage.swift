/// A message as it goes over the wire (RFC 5322): UTF-8 text, headers in ASCII.
///
/// Nothing that is put into it can end a header or add one: line ends and other control characters become spaces, and what is not ASCII is
/// encoded (RFC 2047). Addresses are refused that hold anything but what an address has.
public struct MailMessage: Sendable {
  /// Address that it comes from.
  public var from: String
  /// Address that it goes to.
  public var to: String
  /// What it is about.
  public var subject: String
  /// Text.
  public var text: String
  /// Left side of the `Message-ID`: the same for what is the same message, however often it is sent.
  public var key: String
  /// When it was written, in milliseconds since 1970.
  public var milliseconds: Int64
  /// Headers besides, such as `In-Reply-To`.
  public var headers: [(String, String)]

  /// A message.
  public init(
    from: String, to: String, subject: String, text: String, key: String, milliseconds: Int64,
    headers: [(String, String)] = []
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.key = key
    self.milliseconds = milliseconds
    self.headers = headers
  }

  /// The address in a text such as `Desk <desk@example.org>`; `nil` where there is none that could go into a command.
  public static func address(in text: String) -> String? {
    var address = text[...]
    if text.hasSuffix(">"), let start = text.lastIndex(of: "<") {
      address = text[text.index(after: start)...].dropLast()
    }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isSound =
      parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
      && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>()[]\\,;:\"".utf8.contains($0) }
    return isSound && address.utf8.count <= 254 ? String(address) : nil
  }

  /// All lines, each with its end, dots doubled (RFC 5321 §4.5.2); without the line that ends it.
  func wire() -> [UInt8] {
    let domain = MailMessage.address(in: from)?.split(separator: "@").last.map(String.init) ?? "localhost"
    var fields: [(String, String)] = [
      ("Date", MailDate.text(milliseconds)), ("From", MailMessage.mailbox(from)), ("To", MailMessage.mailbox(to)),
      ("Subject", EncodedWords.encode(MailMessage.plain(subject))),
      ("Message-ID", "<\(MailMessage.id(key))@\(domain)>"),
      // Nobody who is away answers it (RFC 3834).
      ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
      ("Content-Transfer-Encoding", "base64"),
    ]
    for (name, value) in headers { fields.append((name, EncodedWords.encode(MailMessage.plain(value)))) }
    var wire = fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    // Base64 has no dots, no long lines and nothing that a server could change.
    let body = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
    let encoded = Array(Base64Text.encode(body).utf8)
    var start = 0
    while start < encoded.count {
      let end = min(start + 76, encoded.count)
      wire += String(decoding: encoded[start..<end], as: UTF8.self) + "\r\n"
      start = end
    }
    return MailMessage.stuffed(Array(wire.utf8))
  }

  /// Lines that begin with a dot begin with two.
  static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    var stuffed: [UInt8] = []
    stuffed.reserveCapacity(bytes.count)
    var isStart = true
    for byte in bytes {
      if isStart, byte == dot { stuffed.append(dot) }
      stuffed.append(byte)
      isStart = byte == 0x0A
    }
    return stuffed
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// An address, with the name before it where one is written.
  private static func mailbox(_ text: String) -> String {
    guard let address = address(in: text), text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
      return address(in: text) ?? ""
    }
    let name = plain(String(text[..<start])).trimmingPrefix { $0 == " " || $0 == "\"" }
    var trimmed = String(name)
    while let last = trimmed.last, last == " " || last == "\"" { trimmed.removeLast() }
    let isPlain = trimmed.utf8.allSatisfy { $0 < 0x7F && !"<>()[]\\,;:\"@.".utf8.contains($0) }
    if trimmed.isEmpty { return address }
    return "\(isPlain ? trimmed : EncodedWords.encode(trimmed, always: true)) <\(address)>"
  }

  /// Characters of an id that need no quotes (RFC 5322 §3.2.3).
  private static func id(_ key: String) -> String {
    let kept = key.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "-" }
    return String(kept)
  }
}

/// Text in headers that is not ASCII (RFC 2047).
enum EncodedWords {
  /// Bytes of text in one word: 75 characters with what stands around it, and no character is cut.
  private static let most = 42

  /// The text where it is ASCII and short, words of base64 otherwise, folded.
  static func encode(_ text: String, always: Bool = false) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?") && text.utf8.count <= 900
    if isPlain, !always { return text }
    var words: [String] = []
    var part = ""
    for character in text {
      if part.utf8.count + character.utf8.count > most, !part.isEmpty {
        words.append(part)
        part = ""
      }
      part.append(character)
    }
    if !part.isEmpty { words.append(part) }
    return words.map { "=?utf-8?B?\(Base64Text.encode(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
  }
}

/// Dates of mail (RFC 5322 §3.3), in UTC.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func text(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds / 1000)
    let (day, rest) = (seconds / 86_400, seconds % 86_400)
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days, for days after 1970.
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1) \(months[Int(month) - 1]) \(year)"
    return
      "\(days[Int(day % 7)]), \(date) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) +0000"
  }
}
