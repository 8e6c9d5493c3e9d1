import CEL
import Testing

@Suite("When the clocks of a zone are set")
struct ClockChangeTests {
  /// Seconds since 1970 of the first moments of 2026 and 2027 in UTC.
  private static let year: (from: Int64, to: Int64) = (1_767_225_600, 1_798_761_600)

  @Test(
    "each change, with what clocks show before and after",
    arguments: [
      // 2026-03-29T01:00Z and 2026-10-25T01:00Z: an hour forward and back.
      ("Europe/Berlin", [1_774_746_000, 1_792_890_000], [true, false], 3_600),
      // South of the equator the other way round.
      ("Australia/Sydney", [1_775_318_400, 1_791_043_200], [false, true], 3_600),
      // Half an hour.
      ("Australia/Lord_Howe", [1_775_314_800, 1_791_041_400], [false, true], 1_800),
      ("Asia/Tokyo", [], [], 0), ("UTC", [], [], 0), ("No/Where", [], [], 0),
    ])
  func changes(_ zone: String, _ moments: [Int64], _ forward: [Bool], _ seconds: Int) {
    let found = ClockChange.all(in: zone, from: Self.year.from, to: Self.year.to)
    #expect(found.map { $0.moment } == moments)
    #expect(found.map { $0.isForward } == forward)
    #expect(found.allSatisfy { $0.shown.count == seconds })
  }
}
