import Foundation
import Testing
import TreatyTestSupport

@Suite("The search for canaries finds one that is there")
struct CanaryFinderTests {
  private static let canary = "canary \"a\"/b&<c>+d"

  @Test("in each form, in the middle of a file", arguments: CanaryFinder.forms(of: canary).map(\.name))
  func form(name: String) throws {
    let bytes = try #require(CanaryFinder.forms(of: Self.canary).first { $0.name == name }?.bytes)
    let file = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + bytes + [0, 1, 2])
    #expect(CanaryFinder([Self.canary]).found(in: file).map(\.canary) == [Self.canary])
    #expect(CanaryFinder(["another canary"]).found(in: file).isEmpty)
  }

  @Test(
    "as programs write it: in the other case, within base64 of more, and as JSON, URLs and UTF-16 are made",
    arguments: 0..<4)
  func written(before: Int) throws {
    let more = String(repeating: "x", count: before) + Self.canary + "yz"
    var url = URLComponents()
    url.queryItems = [URLQueryItem(name: "q", value: more)]
    let swapped = String(more.map { $0.isLowercase ? Character($0.uppercased()) : Character($0.lowercased()) })
    let files = [
      Data(swapped.utf8), Data(Data(more.utf8).base64EncodedString().utf8), try JSONEncoder().encode([more]),
      Data((url.percentEncodedQuery ?? "").utf8), try #require(more.data(using: .utf16LittleEndian)),
      try #require(more.data(using: .utf16BigEndian)),
    ]
    for (number, file) in files.enumerated() where number != 3 {
      #expect(CanaryFinder([Self.canary]).found(in: file).count == 1, "file \(number)")
    }
    // A query leaves some characters as they are: what has none of them is found.
    #expect(CanaryFinder(["canary-query"]).found(in: Data("?q=CANARY-query&a".utf8)).count == 1)
  }

  @Test("and says nothing of what is not there")
  func nothing() {
    let file = Data("canary-other, Y2FuYXJ5, and a few words more".utf8)
    #expect(CanaryFinder([Self.canary, "canary-else"]).found(in: file).isEmpty)
  }
}
