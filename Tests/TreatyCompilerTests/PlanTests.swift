import CEL
import Foundation
import Testing
import TreatyCompiler
import TreatyPlan
import TreatyTestSupport

@Suite("A plan is one file, the same from the same sources")
struct PlanTests {
  private func example(_ change: (inout [SourceText]) -> Void = { _ in }) throws -> PlanFile {
    var files = try Fixtures.files(in: "specs/examples/alert-to-ticket")
    change(&files)
    return try #require(try Fixtures.compile(files).file())
  }

  @Test("compiling twice gives the same bytes, whatever order the files come in")
  func sameBytes() throws {
    let (first, second) = (try example(), try example { $0.reverse() })
    #expect(try first.text() == second.text())
  }

  @Test("comments and moved lines change where things stand, not what the plan is")
  func formatting() throws {
    let first = try example()
    let second = try example { files in
      for index in files.indices where files[index].path != "treaty.yaml" {
        files[index].bytes = Array("# A comment that was not there before.\n\n".utf8) + files[index].bytes
      }
    }
    #expect(first.digest == second.digest)
    #expect(try first.text() != second.text())
  }

  @Test("what is read is what was written")
  func roundTrip() throws {
    let file = try example()
    #expect(try PlanFile.read(try file.text()) == file)
  }

  @Test("a plan that was changed by hand is refused by its digest")
  func tampered() throws {
    let text = String(decoding: try example().text(), as: UTF8.self).replacing("Incidents", with: "Elsewhere")
    #expect(throws: PlanFailure.self) { try PlanFile.read(Array(text.utf8)) }
  }

  @Test(
    "what is no plan is refused, with a reason",
    arguments: ["", "{}", "[]", "null", "{\"format\":1}", "{\"format\":99}", "\u{0}"])
  func noPlan(_ text: String) {
    #expect(throws: PlanFailure.self) { try PlanFile.read(Array(text.utf8)) }
  }

  @Test("a batch that is quoted by nothing is refused")
  func batchWithoutQuoting() throws {
    var plan = try example().plan
    let index = try #require(plan.systems.firstIndex { $0.records.first?.create != nil })
    let expression = PlannedExpression(cel: "body", type: "dyn")
    var batch = PlannedBatch(method: "POST", path: PlannedTemplate([]), most: 2, results: expression)
    plan.systems[index].records[0].create?.batch = batch
    #expect(try PlanFile.read(PlanFile(plan: plan, origins: [:]).text()).plan == plan)
    batch.query = [QueryParameter(name: "q", value: PlannedTemplate([]), quoting: Position(99))]
    plan.systems[index].records[0].create?.batch = batch
    let text = try PlanFile(plan: plan, origins: [:]).text()
    #expect(throws: PlanFailure.unreadable("system `\(plan.systems[index].name)`: a quoting is missing")) {
      try PlanFile.read(text)
    }
  }

  @Test("every cut of a plan is refused and none crashes")
  func cuts() throws {
    let text = try example().text()
    for length in stride(from: 0, to: text.count - 1, by: 997) {
      #expect(throws: PlanFailure.self) { try PlanFile.read(Array(text.prefix(length))) }
    }
  }

  @Test("no secret, no environment and no path of this machine is in it")
  func clean() throws {
    let text = String(decoding: try example().text(), as: UTF8.self)
    #expect(!text.contains(Golden.repository.path))
    #expect(!text.contains("/fixture"))
    for (name, value) in ProcessInfo.processInfo.environment where value.count > 12 {
      #expect(!text.contains(value), "the value of \(name)")
    }
  }

  @Test("every flow, system and delivery says where it was written")
  func origins() throws {
    let file = try example()
    for index in file.plan.flows.indices {
      #expect(file.origins["/flows/\(index)"]?.file == "paging.treaty.yaml")
      for delivery in file.plan.flows[index].deliveries.indices {
        #expect(file.origins["/flows/\(index)/deliveries/\(delivery)"] != nil)
      }
    }
    for index in file.plan.systems.indices { #expect(file.origins["/systems/\(index)"]?.file == "systems.treaty.yaml") }
  }

  @Test("the example in words")
  func shown() throws {
    try Golden.expect(
      PlanText(try example()).render(), is: "Tests/TreatyCompilerTests/Fixtures/alert-to-ticket.show.txt")
  }

  @Test("a name that is also the word for a default is kept")
  func wordOfDefault() throws {
    let specs = """
      calendars: {always: {weekly: [mon-sun 00:00-24:00]}}
      contracts: {support: {vendor: Example, hours: always}}
      """
    let plan = try example { $0.append(SourceText(path: "contract.treaty.yaml", bytes: Array(specs.utf8))) }.plan
    let contract = try #require(plan.declarations.first { $0.section == "contracts" })
    #expect(
      contract.content
        == .object(["vendor": .scalar(.string("Example")), "hours": .scalar(.string("always"))]))
  }

  @Test("no vendor's name stands in Swift code")
  func vendors() throws {
    let sources = Golden.repository.appending(path: "Sources")
    let walk = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = walk?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8).lowercased()
      for vendor in ["servicenow", "jira", "pagerduty", "zendesk", "opsgenie"] {
        #expect(!text.contains(vendor), "\(file.lastPathComponent): \(vendor)")
      }
    }
  }
}
