import CEL
import Testing
import TreatyTelemetry

@Suite("A log line is one line, whatever is in it")
struct LogLineTests {
  private static let nasty = "a\"b\\c\nd\r\te\u{1B}[31mf\u{7}\u{85}\u{2028}\u{202E}g\u{7F} é 😀\0"

  private static func line(_ form: LogLine, _ fields: [(name: String, value: String)]) -> String {
    form.render(time: "2026-11-28T03:17:32.123Z", level: "info", message: "it happened", fields: fields)
  }

  @Test(
    "as text: values of one word stand as they are, others in quotes",
    arguments: [
      ("plain", "k=plain"), ("two words", #"k="two words""#), ("", #"k="""#), (#"say "no""#, #"k="say \"no\"""#),
      ("a\nb", #"k="a\nb""#), ("\u{1B}[31m", #"k="\u{1b}[31m""#), ("é", "k=é"), (#"C:\x"#, #"k="C:\\x""#),
    ])
  func text(value: String, shown: String) {
    #expect(Self.line(.text, [("k", value)]) == "2026-11-28T03:17:32.123Z INFO it happened " + shown)
  }

  @Test("nothing in it breaks the line or controls a terminal", arguments: LogLine.allCases)
  func hidden(form: LogLine) {
    let line = form.render(
      time: "t", level: "info", message: Self.nasty, fields: [(Self.nasty, Self.nasty), ("event", Self.nasty)])
    #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    if form == .text {
      #expect(!line.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{202E}" || $0 == "\u{85}" })
    }
  }

  @Test("as JSON: an object with the same keys first, that gives back what was put in")
  func json() throws {
    let line = Self.line(.json, [("zone", "z"), ("event", "treaty.item"), ("level", "mine"), ("k", Self.nasty)])
    #expect(
      line.hasPrefix(
        #"{"time":"2026-11-28T03:17:32.123Z","level":"info","message":"it happened","event":"treaty.item","k":"#))
    let read = try Value(json: Array(line.utf8))
    #expect(read["k"]?.asString == Self.nasty)
    #expect(read["level"]?.asString == "info" && read["zone"]?.asString == "z")
    #expect(read.asMap?.count == 6)
  }
}
