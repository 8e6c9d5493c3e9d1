/// Reads the parts of an ``AllowDirective`` out of the bytes of a comment.
struct AllowScanner {
  private let bytes: [UInt8]
  private let file: FileID
  private var at: Int
  private let end: Int

  init(_ bytes: [UInt8], _ comment: Span) {
    let range = comment.range.clamped(to: 0..<bytes.count)
    self.bytes = bytes
    file = comment.file
    at = range.lowerBound
    end = range.upperBound
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// The text of a stretch.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Goes behind `# treaty:`; says whether it was there.
  mutating func skipOpening() -> Bool {
    skip { $0 == UInt8(ascii: "#") }
    skip(AllowScanner.isBlank)
    let name = "treaty:".utf8
    guard bytes[at..<end].starts(with: name) else { return false }
    at += name.count
    skip(AllowScanner.isBlank)
    return true
  }

  /// The bytes from here for which something is true, and goes behind them.
  mutating func word(_ belongs: (UInt8) -> Bool) -> Range<Int> {
    let start = at
    skip(belongs)
    return start..<at
  }

  /// The codes, and goes to where reason or date begin.
  mutating func items() throws(AllowDirective.Fault) -> [AllowDirective.Item] {
    var items: [AllowDirective.Item] = []
    while true {
      skip { AllowScanner.isBlank($0) || $0 == UInt8(ascii: ",") }
      if at == end || skipDash() { return items }
      let start = at
      let range = word(AllowScanner.isLetterOrDigit)
      let name = text(range)
      if name == "until" {
        at = start
        return items
      }
      guard name.utf8.count > 2, name.lowercased().hasPrefix("tr"), name.utf8.dropFirst(2).allSatisfy(Self.isDigit)
      else { throw notACode(at: start, behind: items) }
      items.append(AllowDirective.Item(code: DiagnosticCode(name: name), name: name, range: range))
    }
  }

  /// What stands behind the codes: the reason, and the last day.
  mutating func reasonAndEnd() throws(AllowDirective.Fault) -> (reason: String?, until: CalendarDay?) {
    guard let (clause, date) = endOfTime() else { return (words(at..<end), nil) }
    guard let day = CalendarDay(text(date)) else {
      throw AllowDirective.Fault(
        message: "`\(text(date))` is no day", reason: "without one this would hold for ever", range: date,
        fixes: [Fix(title: "write year, month and day: `until 2027-03-01`")])
    }
    let parts = [words(at..<clause.lowerBound), words(clause.upperBound..<end)].compactMap(\.self)
    return (parts.isEmpty ? nil : parts.joined(separator: " "), day)
  }

  /// The last `until` that a digit follows, and the word with that digit. Without a digit, `until the vendor mends it` is a reason.
  private func endOfTime() -> (clause: Range<Int>, date: Range<Int>)? {
    let until = "until".utf8
    var start = end - until.count
    while start >= at {
      defer { start -= 1 }
      guard bytes[start..<end].starts(with: until), start == at || !Self.isLetterOrDigit(bytes[start - 1]) else {
        continue
      }
      var date = start + until.count
      while date < end, AllowScanner.isBlank(bytes[date]) { date += 1 }
      guard date > start + until.count, date < end, AllowScanner.isDigit(bytes[date]) else { continue }
      var behind = date
      while behind < end, !AllowScanner.isBlank(bytes[behind]), !",;)".utf8.contains(bytes[behind]) { behind += 1 }
      if bytes[behind - 1] == UInt8(ascii: ".") { behind -= 1 }
      return (start..<behind, date..<behind)
    }
    return nil
  }

  /// Text without what only separates at its ends; `nil` where nothing is left, or no letter and no digit.
  private func words(_ range: Range<Int>) -> String? {
    func separates(_ byte: UInt8) -> Bool { AllowScanner.isBlank(byte) || ",;()".utf8.contains(byte) }
    var range = range
    while let first = bytes[range].first, separates(first) { range = range.lowerBound + 1..<range.upperBound }
    while let last = bytes[range].last, separates(last) { range = range.lowerBound..<range.upperBound - 1 }
    let text = text(range)
    return text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil } ? text : nil
  }

  private func notACode(at start: Int, behind items: [AllowDirective.Item]) -> AllowDirective.Fault {
    var word = start..<start
    while word.upperBound < end, !AllowScanner.isBlank(bytes[word.upperBound]) { word = start..<word.upperBound + 1 }
    var fault = AllowDirective.Fault(
      message: "`\(text(word))` is no code", reason: "codes are written like `TR0412`", range: word,
      fixes: [Fix(title: "name the codes first, then the reason behind a dash: `# treaty: allow TR0412 — reason`")])
    if !items.isEmpty {
      fault.message = "the reason needs a dash before it"
      fault.reason = "`\(text(word))` is no code"
      let isColon = bytes[start] == UInt8(ascii: ":")
      let place = Span(file: file, range: start..<(isColon ? start + 1 : start))
      fault.fixes = [
        Fix(title: "put a dash before it", edits: [Edit(span: place, replacement: isColon ? " —" : "— ")])
      ]
    }
    return fault
  }

  private mutating func skip(_ belongs: (UInt8) -> Bool) { while at < end, belongs(bytes[at]) { at += 1 } }

  /// Goes behind `—`, `–`, `-` or `--`; says whether one was there.
  private mutating func skipDash() -> Bool {
    for dash in ["—", "–", "--", "-"] where bytes[at..<end].starts(with: dash.utf8) {
      at += dash.utf8.count
      return true
    }
    return false
  }
}
