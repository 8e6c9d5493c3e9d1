import Testing
import TreatyConnect

@Suite("What takes too long is given up, and what does not is left alone", .timeLimit(.minutes(1)))
struct TimeLimitTests {
  private static func forever() async throws -> Int {
    try await Task.sleep(for: .seconds(3_600))
    return 0
  }

  @Test("what ends in time gives what it gives, or throws what it throws")
  func inTime() async throws {
    struct Broken: Error {}
    #expect(try await within(.seconds(600)) { 7 } == 7)
    await #expect(throws: Broken.self) { try await within(.seconds(600)) { () throws -> Int in throw Broken() } }
  }

  @Test("what goes on for ever is cancelled, many at a time, and one after the other")
  func over() async throws {
    for _ in 0..<3 {
      try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 0..<50 { group.addTask { try await within(.milliseconds(10 + number), Self.forever) } }
        for try await result in group { #expect(result == nil) }
      }
    }
  }

  @Test("a short limit holds while something with a long one runs, and the long one goes on")
  func short() async throws {
    let long = Task { try await within(.seconds(600), Self.forever) }
    #expect(try await within(.milliseconds(20), Self.forever) == nil)
    #expect(try await within(.milliseconds(20), Self.forever) == nil)
    #expect(!long.isCancelled)
    // Whoever waits for it is cancelled: that is no limit that was reached.
    long.cancel()
    await #expect(throws: CancellationError.self) { try await long.value }
  }
}
