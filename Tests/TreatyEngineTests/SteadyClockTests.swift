import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("The engine's time runs steadily, whatever is done to the time of day")
struct SteadyClockTests {
  @Test("where nothing is set it is the time of day")
  func untouched() {
    var clock = SteadyClock(timeOfDay: 5_000, monotonic: 70)
    for elapsed in [0, 1, 999, 86_400_000] as [Int64] {
      #expect(clock.now(timeOfDay: 5_000 + elapsed, monotonic: 70 + elapsed).milliseconds == 5_000 + elapsed)
    }
  }

  @Test(
    "a clock that is set is followed by at most a twentieth, and reached", arguments: [-600_000, 600_000] as [Int64])
  func followed(_ leap: Int64) {
    var clock = SteadyClock(timeOfDay: 0, monotonic: 0)
    var last: Int64 = 0
    for second in 1...15_000 as ClosedRange<Int64> {
      let told = clock.now(timeOfDay: leap + second * 1_000, monotonic: second * 1_000).milliseconds
      #expect((950...1_050).contains(told - last))
      last = told
    }
    #expect(last == leap + 15_000_000)
  }

  @Test("it never goes back, and no wait is cut short, however often it is asked and set")
  func anything() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      var clock = SteadyClock(timeOfDay: 1_000_000, monotonic: 0)
      var (monotonic, offset, last) = (0 as Int64, 0 as Int64, 1_000_000 as Int64)
      var marks: [(told: Int64, monotonic: Int64)] = []
      for _ in 0..<300 {
        monotonic += Int64.random(in: 0...2_000, using: &random)
        if Int.random(in: 0..<10, using: &random) == 0 { offset = Int64.random(in: -900_000...900_000, using: &random) }
        let told = clock.now(timeOfDay: 1_000_000 + monotonic + offset, monotonic: monotonic).milliseconds
        #expect(told >= last)
        for mark in marks where told - mark.told >= SteadyClock.surely(12_000) {
          #expect(monotonic - mark.monotonic >= 12_000)
        }
        last = told
        marks.append((told, monotonic))
      }
    }
  }
}
