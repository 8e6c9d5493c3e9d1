import Foundation
import Testing
import TreatyConnect
import TreatyDiagnostics
import TreatyHost
import TreatyPlan
import TreatyTestSupport

@Suite("Everything that is missing is said at once, before anything starts")
struct BindingTests {
  private static let plan: Plan = {
    var plan = Plan(package: "a/b", version: "1.0.0")
    plan.inputs = [
      PlannedInput(name: "desk-url", kind: .url, about: "Address of the desk", fallback: nil),
      PlannedInput(name: "port", kind: .int, about: nil, fallback: "80"),
    ]
    plan.secrets = [
      PlannedSecret(name: "desk-token", about: "Token of the desk"), PlannedSecret(name: "hook-token", about: nil),
    ]
    func token(_ name: String) -> PlannedAuthentication {
      .token(
        header: "Authorization", prefix: "Bearer ",
        token: PlannedTemplate([.expression(PlannedExpression(cel: "secrets.\(name)", type: "string"))]))
    }
    plan.systems = [
      PlannedSystem(
        name: "desk", connector: "c", version: nil, url: PlannedTemplate([]), base: PlannedTemplate([]),
        authentication: token("desk-token"),
        limits: CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 1), searchDelayMilliseconds: 0)
    ]
    return plan
  }()

  private func findings(_ inputs: [String: String], _ environment: [String: String], folders: [String] = [])
    -> [Diagnostic]
  {
    do throws(Binding.Failure) {
      _ = try Binding(plan: Self.plan, inputs: inputs, secrets: .init(environment: environment, folders: folders))
      return []
    } catch { return error.findings }
  }

  private let secrets = ["TREATY_SECRET_DESK_TOKEN": "canary-1", "TREATY_SECRET_HOOK_TOKEN": "canary-2"]

  @Test("what is missing, unknown and wrong")
  func all() {
    let found = findings(["prot": "1", "port": "many"], [:])
    #expect(found.map { $0.code } == [.missingInput, .invalidInput, .unknownInput, .missingSecret, .missingSecret])
    #expect(found[2].fixes.first?.title == "did you mean `port`?")
    #expect(found[3].fixes.first?.title.contains("TREATY_SECRET_DESK_TOKEN") == true)
  }

  @Test("each finding says what is missing, what it is for, and how to give it")
  func words() throws {
    let renderer = TerminalRenderer(sources: Sources(), colour: false)
    let text = findings(["prot": "1", "colour": "red", "port": "many"], ["TREATY_SECRET_HOOK_TOKEN": "canary\n"])
      .map { renderer.render($0) }.joined()
    try Golden.expect(text, is: "Tests/TreatyHostTests/Fixtures/binding.txt")
  }

  @Test("an address must be one", arguments: ["desk", "ftp://desk", "http://"])
  func address(_ url: String) { #expect(findings(["desk-url": url], secrets).map { $0.code } == [.invalidInput]) }

  @Test("secrets come from the environment, or from files whose last newline is no part of them")
  func sources() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-secrets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("canary-1\n".utf8).write(to: folder.appending(path: "desk-token"))
    try Data("canary-2".utf8).write(to: folder.appending(path: "hook-token"))
    let binding = try Binding(
      plan: Self.plan, inputs: ["desk-url": "https://desk"], secrets: .init(environment: [:], folders: [folder.path]))
    guard case .header(_, let value) = binding.credentials[0] else {
      Issue.record("no credential")
      return
    }
    #expect(value.matches("Bearer canary-1"))
    #expect(!"\(binding)".contains("canary"))
    try FileManager.default.removeItem(at: folder)
  }

  @Test("an empty secret is none")
  func empty() {
    #expect(
      findings(["desk-url": "https://d"], ["TREATY_SECRET_DESK_TOKEN": "", "TREATY_SECRET_HOOK_TOKEN": "x"]).map {
        $0.code
      } == [.missingSecret])
  }
}
