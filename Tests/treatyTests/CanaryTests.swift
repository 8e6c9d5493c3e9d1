import Foundation
import Testing
import TreatyTestSupport

/// What `Fixtures/canaries/session.sh` plants is looked for in everything that a host writes, sends and answers, and in everything that the
/// command line says of it.
@Suite("Secrets and classified values stand in no log, metric, trace, alert, plan, report, store, WAL or backup")
struct CanaryTests {
  /// A text that was planted.
  private struct Canary {
    var text: String
    /// Names of the files in `said` in which it may be; their beginnings suffice.
    var mayBeIn: [String] = []
    /// Whether the other sides must have been told, as a sign that it was there to be hidden.
    var isTold = false
  }

  /// Where operators look at one message, and are shown what they may see.
  private static let shown = ["dead", "payload", "still-dead", "trace"]
  /// The same, and where messages are named.
  private static let named = shown + ["status", "still-status", "list", "audit", "answers"]

  private static let canaries: [Canary] = [
    // Secrets.
    Canary(text: #"canary-token "a"/b&c+d"#, isTold: true), Canary(text: "canary-basic pass/word+9"),
    Canary(text: "canary-hook-token-8d02"), Canary(text: "canary-page-hook-17"), Canary(text: "canary-page-key-18"),
    Canary(text: "canary-proxy-user-19"), Canary(text: "canary-otlp-key-20", mayBeIn: ["collector"]),
    Canary(text: "canary-input-user-21"), Canary(text: "canary-input-value-22"), Canary(text: "canary-otlp-user-23"),
    Canary(text: "canary-host-user-24"), Canary(text: #"canary-mail "password" 25"#),
    // Fields that are personal or secret, what stands in them, and what the event does not know.
    Canary(text: "canary-person", isTold: true), Canary(text: "canary end & co/31", isTold: true),
    Canary(text: "canary-pin+secret/32", isTold: true),
    // Also of what is cut in its middle.
    Canary(text: "canary-pin"),
    Canary(text: "canary-map-key-35"), Canary(text: "canary-map-value-36", isTold: true),
    Canary(text: "canary-number-37"),
    // What is not classified, an operator may see who asks for the payload.
    Canary(text: "canary-unknown-34", mayBeIn: ["payload", "sample"]),
    Canary(text: "canary-inner-33", mayBeIn: ["payload", "sample"]),
    // The key of a record names its messages to operators.
    Canary(text: "canary-key-", mayBeIn: named + ["sample"]),
    // The request around them.
    Canary(text: "canary-query-41"), Canary(text: "canary-name-42"), Canary(text: "canary-header-43"),
    Canary(text: "canary-cookie-44"), Canary(text: "canary-bearer-45"), Canary(text: "canary-traceparent-46"),
    // By W3C Trace Context it goes on to whoever is called, and to who gathers traces.
    Canary(text: "canary-state-49", mayBeIn: ["collector"], isTold: true),
    Canary(text: "canary-baggage-47"), Canary(text: "canary-agent-48"), Canary(text: "canary-wrong-token-55"),
    Canary(text: "canary-path-56"), Canary(text: "canary-path-57"),
    // What is no event.
    Canary(text: "canary-cut-51"), Canary(text: "canary-wrong-52"), Canary(text: "canary-wrong-53"),
    Canary(text: "canary-no-json-54"),
    // What the other side says of its own accord is shown to who looks at the call.
    Canary(text: "canary-answer-header-1c", mayBeIn: shown), Canary(text: "canary-answer-body-2d", mayBeIn: shown),
    Canary(text: "canary-answer-phrase-3e", mayBeIn: shown), Canary(text: "canary-answer-page-4f", mayBeIn: shown),
    Canary(text: "canary-answer-place-5a", mayBeIn: shown), Canary(text: "canary-answer-cut-6b", mayBeIn: shown),
    Canary(text: "canary-answer-type-7c", mayBeIn: shown),
    // Why somebody did something is said for the audit trail.
    Canary(text: "canary-reason-61", mayBeIn: ["audit"]), Canary(text: "canary-reason-62", mayBeIn: ["audit"]),
    Canary(text: "canary-reason-63", mayBeIn: ["audit"]),
  ]

  /// What must be there, so that something could have been found in it.
  private static let files = [
    "check.txt", "check.json", "plan.json", "show.txt", "refused.txt", "answers.txt", "log-text.txt", "log-json.txt",
    "metrics.txt", "openmetrics.txt", "collector.txt", "mail.txt", "pager.txt", "status.txt", "status--json.txt",
    "alerts.txt", "alerts--json.txt", "list.txt", "list--json.txt", "review.txt", "review--json.txt", "dead.txt",
    "dead--json.txt", "payload.txt", "payload--json.txt", "trace.txt", "trace--json.txt", "audit.txt",
    "audit--json.txt", "audit-ndjson.txt", "audit-csv.txt", "ack.txt", "drop.txt", "apply.txt", "backup.txt",
    "doctor.txt", "doctor--json.txt", "retention.txt", "keys.txt", "samples.txt", "sample-diff-text.txt",
    "sample-diff-json.txt", "sample-diff-markdown.txt", "still-status.txt", "still-dead.txt",
  ]

  @Test("planted in every input, header, body, key, secret, answer and reason; looked for in every byte, in every form")
  func everywhere() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-canary-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let session = "folder='\(folder.path)'; . Tests/treatyTests/Fixtures/canaries/session.sh"
    let outcome = try await TreatyProcess.shell(session)
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let said = folder.appending(path: "said")
    for name in Self.files {
      let size = try? Data(contentsOf: said.appending(path: name)).count
      #expect(size ?? 0 > 0, "\(name) is missing or empty")
    }
    let told = CanaryFinder(Self.canaries.map(\.text)).found(in: try Data(contentsOf: folder.appending(path: "told")))
    for canary in Self.canaries where canary.isTold {
      #expect(told.contains { $0.canary == canary.text }, "the desk was not told of `\(canary.text)`")
    }
    let log = try String(contentsOf: said.appending(path: "log-text.txt"), encoding: .utf8)
    #expect(log.contains("***"), "the log must have had something to hide")
    for name in try FileManager.default.contentsOfDirectory(atPath: said.path).sorted() {
      let allowed = Self.canaries.filter { canary in canary.mayBeIn.contains { name.hasPrefix($0) } }.map(\.text)
      try Self.search(said.appending(path: name), besides: allowed)
    }
    // Beside the store while it ran, its backup, and what is left after the stop.
    let stored = try ["running", "state"].flatMap { part in
      try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path).map { "\(part)/\($0)" }
    }
    for name in [
      "running/treaty.sqlite-wal", "running/treaty.sqlite.keys", "state/treaty.sqlite", "state/backup.sqlite",
    ] {
      #expect(stored.contains(name), "\(name) was not there to be searched")
    }
    for name in stored { try Self.search(folder.appending(path: name), besides: []) }
  }

  private static func search(_ file: URL, besides allowed: [String]) throws {
    let looked = canaries.map(\.text).filter { !allowed.contains($0) }
    guard let data = try? Data(contentsOf: file) else { return }  // A socket has no content.
    let found = CanaryFinder(looked).found(in: data)
    #expect(found.isEmpty, "\(file.lastPathComponent) has \(found.map(\.description).joined(separator: ", "))")
  }
}
