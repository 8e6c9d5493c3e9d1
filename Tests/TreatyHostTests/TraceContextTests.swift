import Testing
import TreatyStore

@testable import TreatyHost

@Suite("A sender's trace goes on, unless it is none (W3C Trace Context)")
struct TraceContextTests {
  private static let trace = "0af7651916cd43dd8448eb211c80319c"
  private static let span = "b7ad6b7169203331"

  @Test(
    "valid",
    arguments: [
      "00-\(trace)-\(span)-01", "00-\(trace)-\(span)-00", "cc-\(trace)-\(span)-01-what-comes-later",
      "01-\(trace)-\(span)-ff",
    ])
  func valid(text: String) {
    let context = TraceContext(traceparent: text)
    #expect(context?.trace == Self.trace)
    #expect(context?.parent == Self.span)
  }

  @Test(
    "invalid",
    arguments: [
      "", "00", "00-\(trace)", "00-\(trace)-\(span)", "00-\(trace)-\(span)-01-more", "ff-\(trace)-\(span)-01",
      "0-\(trace)-\(span)-01", "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span)-0g",
      "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01", "00-\(trace)0-\(span)-01",
      "00-\(trace)-\(span)-1", " 00-\(trace)-\(span)-01", "0x-\(trace)-\(span)-01", "00_\(trace)_\(span)_01",
    ])
  func invalid(text: String) { #expect(TraceContext(traceparent: text) == nil) }

  /// Draws what a test says.
  private struct Fixed: RandomNumberGenerator {
    var value: UInt64
    mutating func next() -> UInt64 { value }
  }

  @Test("a new trace is never all zero", arguments: [0, 1, UInt64.max, 0xABC])
  func new(value: UInt64) {
    var random = Fixed(value: value)
    let context = TraceContext(at: Instant(milliseconds: 1_795_428_000_000), using: &random)
    #expect(
      TraceContext(traceparent: "00-\(context.trace)-\(TraceContext.span(using: &random))-01")?.trace == context.trace)
  }
}
