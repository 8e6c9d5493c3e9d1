import Foundation
import Testing
import TreatyTestSupport

@Suite("treaty access makes the file that a host goes by")
struct AccessCommandTests {
  private static let session = """
    cd "$folder"
    say() { echo "$ treaty $*"; "$treaty" "$@" 2>&1; echo "= $?"; }
    say access list --access operators.json
    say access add monitoring --role viewer --expires 90d --network 10.1.0.0/16 --access operators.json
    say access add monitoring --role admin --access operators.json
    say access add duty --kind user --role auditor --role operator --access operators.json
    say access add "a b" --role viewer --access operators.json
    say access add other --role god --access operators.json
    say access add other --role viewer --network 10/8 --access operators.json
    say access add other --role viewer --expires soon --access operators.json
    say access list --access operators.json
    stat -c '%a' operators.json; ls -A
    say access revoke monitoring --access operators.json
    say access revoke monitoring --access operators.json
    say access list --access operators.json --json
    say access roles
    echo '{}' > operators.json; say access list --access operators.json
    say access whoami --store sqlite:none.sqlite
    say status --host http://10.0.0.1:8081
    TREATY_TOKEN=t say status --host http://10.0.0.1:8081
    TREATY_TOKEN=t say status --host treaty
    TREATY_TOKEN=t say doctor --mend --host http://127.0.0.1:9
    """

  @Test("whom it lets in, whom it refuses, and what it never says")
  func session() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-access-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let outcome = try await TreatyProcess.shell("folder='\(folder.path)'; \(Self.session)")
    #expect(outcome.errors.isEmpty)
    // A token, and the days that it holds, are others each time.
    let text = outcome.text.replacing(/trt_[A-Za-z0-9_-]{43}\n/, with: "TOKEN\n")
      .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "TIME").replacing(folder.path, with: "FOLDER")
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/access/session.txt")
  }

  @Test("commands that change it at the same time lose nothing of each other")
  func atOnce() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-access-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let outcome = try await TreatyProcess.shell(
      """
      cd '\(folder.path)'
      # By xargs, which waits for its children by itself: a shell waits for a signal that tests have blocked.
      seq 4 | xargs -P 4 -I N "$treaty" access add oldN --role admin --access o.json >/dev/null
      for i in 1 2 3 4; do echo "revoke old$i"; echo "add new$i --role viewer"; done |
        xargs -P 8 -L 1 sh -c 'exec "$0" access "$@" --access o.json' "$treaty" >/dev/null
      grep -o '"name" *: *"[a-z0-9]*"' o.json | tr -d ' ' | sort | tr '\\n' ' '; ls -A
      """)
    // Where the tokens go is said there; nothing else is.
    #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("the token of `") })
    let names = (1...4).map { "\"name\":\"new\($0)\"" }.joined(separator: " ")
    #expect(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines) == "\(names) o.json")
  }
}
