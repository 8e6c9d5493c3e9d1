import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

@Suite("A version says enough, or what it must become is said")
struct VersionCheckTests {
  @Test(
    "from what was to what is",
    arguments: [
      ("1.0.0", "2.0.0", VersionBump.major, true, "the version 2.0.0 says enough after 1.0.0"),
      ("1.0.0", "1.1.0", .major, false, "the version 1.1.0 says too little after 1.0.0: it must become 2.0.0"),
      ("1.4.2", "1.4.2", .minor, false, "the version is still 1.4.2, and must become 1.5.0"),
      ("1.4.2", "1.5.0", .minor, true, "the version 1.5.0 says enough after 1.4.2"),
      ("1.4.2", "1.4.3", .patch, true, "the version 1.4.3 says enough after 1.4.2"),
      ("1.4.2", "1.4.2", .none, true, "the version 1.4.2 can stay"),
      ("1.4.2", "1.4.1", .none, false, "the version fell from 1.4.2 to 1.4.1"),
      ("1.4.2", "1.5.0-rc.1", .minor, true, "the version 1.5.0-rc.1 says enough after 1.4.2"),
      // Before 1.0.0 everything may change (semver.org, §4).
      ("0.3.0", "0.4.0", .major, true, "the version 0.4.0 says enough after 0.3.0"),
      ("0.3.0", "0.3.1", .major, false, "the version 0.3.1 says too little after 0.3.0: it must become 0.4.0"),
      ("0.3.0", "0.3.1", .minor, true, "the version 0.3.1 says enough after 0.3.0"),
      ("0.3.0", "1.0.0", .major, true, "the version 1.0.0 says enough after 0.3.0"),
      ("one", "1.0.0", .none, false, "the version fell from one to 1.0.0"),
    ])
  func check(old: String, new: String, needed: VersionBump, isEnough: Bool, words: String) {
    let check = VersionCheck(from: old, to: new, needing: needed)
    #expect(check.isEnough == isEnough)
    #expect(check.words == words)
  }
}

@Suite("An approval holds on to what is different")
struct ApprovalsTests {
  private static func flow(_ identify: String) -> String {
    """
    flows:
      page:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: \(identify)
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
    """
  }

  @Test("it counts for its change and its version, and says so where it fits nothing")
  func counts() throws {
    let (before, after) = (try DiffExample.plan(Self.flow("item.id")), try DiffExample.plan(Self.flow("item.host")))
    let change = try #require(Comparison(before, after).changes.first)
    var approvals = Approvals()
    approvals.add(
      Approvals.Entry(
        change: change.fingerprint.description, version: after.version, reason: "known", by: nil, message: "m"))
    let agreed = Comparison(before, after, approvals: approvals)
    #expect(agreed.changes.first?.approval?.reason == "known")
    #expect(!agreed.needsApproval([.breaks]) && Comparison(before, after).needsApproval([.breaks]))
    // Another key is another change, and the approval fits nothing.
    let other = try DiffExample.plan(Self.flow("item.level"))
    let third = Comparison(before, other, approvals: approvals)
    #expect(third.needsApproval([.breaks]) && third.needlessApprovals.count == 1)
    // With the next version it ends.
    var next = after
    next.version = "9.0.0"
    #expect(Comparison(before, next, approvals: approvals).needsApproval([.breaks]))
  }

  @Test("a file is what was written, and anything else is named")
  func file() throws {
    var approvals = Approvals()
    for change in ["0123456789abcdef", "fedcba9876543210", "0123456789abcdef"] {
      approvals.add(Approvals.Entry(change: change, version: "1.0.0", reason: "\"r\"\n", by: "b", message: "m"))
    }
    #expect(approvals.entries.count == 2)
    #expect(try Approvals(approvals.bytes) == approvals)
    #expect(try Approvals(Approvals().bytes) == Approvals())
    func words(_ text: String) -> String {
      do throws(Approvals.Failure) {
        _ = try Approvals(Array(text.utf8))
        return ""
      } catch { return error.words }
    }
    #expect(words("[]").contains("no JSON object"))
    #expect(words(#"{"format": "treaty-approvals/2", "approvals": []}"#).contains("`treaty-approvals/2`"))
    let entry = #"{"change": "12", "version": "1", "reason": "r", "message": ""}"#
    #expect(words(#"{"format": "treaty-approvals/1", "approvals": [\#(entry)]}"#).contains("`12` is no fingerprint"))
    let silent = #"{"change": "0123456789abcdef", "version": "1", "reason": " ", "message": ""}"#
    #expect(words(#"{"format": "treaty-approvals/1", "approvals": [\#(silent)]}"#).contains("gives no reason"))
  }
}
