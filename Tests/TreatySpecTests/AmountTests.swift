import Testing
import TreatySpec

@Suite("Amounts are exact")
struct AmountTests {
  @Test(
    "sizes, with the unit that gives the smallest whole number",
    arguments: [
      ("64KiB", 65_536, "64KiB"), ("500kB", 500_000, "500kB"), ("1024B", 1024, "1KiB"), ("1000000B", 1_000_000, "1MB"),
      ("1048576B", 1 << 20, "1MiB"), ("0GiB", 0, "0B"), ("8589934591GiB", ((1 << 33) - 1) << 30, "8589934591GiB"),
      ("9223372036854775807B", Int64.max, "9223372036854775807B"), ("1025B", 1025, "1025B"),
    ] as [(String, Int64, String)])
  func size(_ text: String, _ bytes: Int64, _ canonical: String) throws {
    let size = try ByteSize(parsing: text)
    #expect(size.bytes == bytes && size.description == canonical)
  }

  @Test("sizes that do not fit", arguments: ["8589934592GiB", "9223372036854775808B", "99999999999999999999999B"])
  func tooLarge(_ text: String) { #expect(ByteSize(text) == nil) }

  @Test(
    "percentages, to six decimals",
    arguments: [
      ("99.9%", 99_900_000, "99.9%"), ("5%", 5_000_000, "5%"), ("0.000001%", 1, "0.000001%"),
      ("100.000000%", 100_000_000, "100%"),
      ("007.50%", 7_500_000, "7.5%"),
    ] as [(String, Int64, String)])
  func percentage(_ text: String, _ millionths: Int64, _ canonical: String) throws {
    let percentage = try Percentage(parsing: text)
    #expect(percentage.millionths == millionths && percentage.description == canonical)
  }

  @Test(
    "rates keep count and period",
    arguments: [
      ("10/s", 10, Rate.Period.second, 10.0), ("600/min", 600, .minute, 10), ("5400/h", 5400, .hour, 1.5),
      ("8640/d", 8640, .day, 0.1),
    ])
  func rate(_ text: String, _ count: Int64, _ period: Rate.Period, _ perSecond: Double) throws {
    let rate = try Rate(parsing: text)
    #expect(rate.count == count && rate.period == period && rate.perSecond == perSecond && rate.description == text)
  }

  @Test("parts of a reference know their bytes")
  func reference() throws {
    let name = try ReferenceName(parsing: "shared/service-desk.ticket")
    #expect(name.alias?.text == "shared" && name.alias?.range == 0..<6)
    #expect(name.parts.map { $0.text } == ["service-desk", "ticket"])
    #expect(name.parts.map { $0.range } == [7..<19, 20..<26])
    #expect(try ReferenceName(parsing: "incident.LastUpdated").parts[1].range == 9..<20)
  }
}
