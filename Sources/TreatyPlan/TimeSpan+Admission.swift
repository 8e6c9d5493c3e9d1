import CEL

extension TimeSpan {
  /// Reads a duration as payloads have them: as specs write it (`1d12h`, `90s`, `500ms`), or as protobuf's JSON mapping does (`3.5s`). A
  /// day has 24 hours.
  init?(admitted text: String) {
    guard let unit = text.utf8.firstIndex(of: UInt8(ascii: "d")) else {
      self.init(text: text)
      return
    }
    let digits = text.utf8[..<unit]
    let rest = text[text.utf8.index(after: unit)...]
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let days = Int64(Substring(digits)),
      // What follows has no sign of its own.
      rest.isEmpty || rest.utf8.first.map({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }) == true,
      let span = rest.isEmpty ? TimeSpan(nanoseconds: 0) : TimeSpan(text: String(rest))
    else { return nil }
    let (length, overflow) = days.multipliedReportingOverflow(by: 86_400_000_000_000)
    let (sum, carry) = length.addingReportingOverflow(span.nanoseconds)
    guard !overflow, !carry else { return nil }
    self.init(nanoseconds: sum)
  }
}
