import Foundation
import Testing
import TreatyDiff
import TreatyPlan

@Suite("A plan that is only looked at is read as a host reads it, and what is wrong with it is found all the same")
struct PlanReviewTests {
  private static let examples: [String] = {
    let all = ChangeRules.all.map { $0.about.after }
    return all.filter { !$0.hasPrefix("# treaty.yaml") }
  }()

  @Test("every example: the same plan, digest and places")
  func same() throws {
    for example in Self.examples {
      let file = try DiffExample.file(["example.treaty.yaml": example])
      let text = try file.text()
      let seen = try PlanFile.readForReview(text)
      #expect(seen == file)
      #expect(try seen == PlanFile.read(text))
      #expect(try seen.text() == text)
    }
  }

  @Test("a text that somebody has laid out or changed")
  func changed() throws {
    let text = try DiffExample.file(["example.treaty.yaml": try #require(Self.examples.first)]).text()
    let laidOut = String(decoding: text, as: UTF8.self).replacing(",\"origins\"", with: ",\n\"origins\"")
    #expect(try PlanFile.readForReview(Array(laidOut.utf8)) == PlanFile.read(text))
    for (part, other) in [("\"attempts\":", "\"attempts\": "), ("/alarm", "/other"), ("item.id", "item.no")] {
      let changed = Array(String(decoding: text, as: UTF8.self).replacing(part, with: other).utf8)
      guard changed != text else { continue }
      let (host, review) = (Result { try PlanFile.read(changed) }, Result { try PlanFile.readForReview(changed) })
      #expect((try? host.get()) == (try? review.get()))
    }
    for length in stride(from: 0, to: text.count, by: 97) {
      #expect(throws: PlanFailure.self) { try PlanFile.readForReview(Array(text.prefix(length))) }
    }
  }
}
