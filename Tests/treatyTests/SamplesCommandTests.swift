import Testing
import TreatyTestSupport

@Suite("What came in at a host is written as samples, which a change is tried on")
struct SamplesCommandTests {
  @Test(
    "by flow, newest first up to a limit, into a folder of their own; it is in the trail; and both plans run over them")
  func session() async throws {
    let text = try await OperatorSession.run(
      #"""
      at samples --to nothing
      host
      at samples --to none
      page disk-1 "disk full"; page disk-2 "disk almost full"
      awaits '"done" : 2'
      at samples --to recorded --reason "to try a change"
      ls recorded; cat recorded/page-to-ticket.ndjson; stat -c %a recorded recorded/page-to-ticket.ndjson
      at samples --to recorded
      at samples --to one --limit 1 --flow page-to-ticket --json
      cat one/*
      at samples --to other --flow page-to-tikcet
      at samples --to later --before 1h
      at samples --to wrong --limit 0
      at audit show --act noted
      say diff plan.json plan.json --samples recorded
      cp -r "$repo/Tests/treatyTests/Fixtures/operators/package" changed
      sed -i 's/title: "${ item.title }"/title: "${ item.title.upperAscii() }"/' changed/desk.treaty.yaml
      say diff plan.json changed --samples recorded --format brief --fail-on never
      gone
      at samples --to gone
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/samples.txt")
  }
}
