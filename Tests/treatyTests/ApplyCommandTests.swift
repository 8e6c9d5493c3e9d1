import Foundation
import Testing
import TreatyTestSupport

@Suite("treaty apply says which plan runs, what goes on under it, and why it does not")
struct ApplyCommandTests {
  /// A host that carries the example out, with one alert that cannot be delivered: nobody listens at the desk.
  private static let session = """
    set -e; repo="$PWD"; cd "$folder"
    say() { echo "$ treaty $*"; "$treaty" "$@" 2>&1 && echo "= 0" || echo "= $?"; }
    # plan NAME SED : the example with something changed, compiled
    plan() { cp -r "$repo/specs/examples/alert-to-ticket" "$1"; sed -i "$2" "$1"/*.yaml; "$treaty" compile "$1" -o "$1.json" >/dev/null 2>&1; }
    plan first ''
    plan second 's/^version: 1.0.0/version: 1.1.0/; s#/hooks/alertmanager#/hooks/alerts#'
    plan third 's/identify: item.fingerprint .*/identify: item.fingerprint/; s/^version: 1.0.0/version: 2.0.0/'
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    export TREATY_SECRET_DESK_TOKEN=desk TREATY_SECRET_HOOK_TOKEN=hook
    "$treaty" run first.json --store sqlite:treaty.sqlite --listen "127.0.0.1:$port" --input desk-url=http://127.0.0.1:9 >host.log 2>&1 &
    host=$!; trap 'kill $host 2>/dev/null || true' EXIT
    for try in $(seq 200); do curl -fs -o answer "http://127.0.0.1:$port/readyz" && break; sleep 0.1; done
    curl -fsS -o answer -H 'authorization: Bearer hook' -H 'content-type: application/json' -d @alert.json "http://127.0.0.1:$port/hooks/alertmanager"
    for try in $(seq 200); do "$treaty" status --json --store sqlite:treaty.sqlite | grep -q '"ready" : 1' && break; sleep 0.1; done
    say apply second.json --store sqlite:treaty.sqlite --dry-run
    say apply third.json --store sqlite:treaty.sqlite
    say apply third.json --store sqlite:treaty.sqlite --even-if key --dry-run
    say apply second.json --store sqlite:treaty.sqlite
    say apply second.json --store sqlite:treaty.sqlite
    say apply missing.json --store sqlite:treaty.sqlite
    say apply first.json --store sqlite:other.sqlite
    kill $host; wait $host || true
    say apply first.json --store sqlite:treaty.sqlite
    """

  private static let alert = """
    {"version": "4", "receiver": "treaty", "status": "firing", "groupKey": "{}:{}", "groupLabels": {}, "commonLabels": {},
      "commonAnnotations": {}, "externalURL": "http://127.0.0.1:9093", "truncatedAlerts": 0,
      "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "severity": "critical", "team": "web"},
        "annotations": {"summary": "Disk full"}, "startsAt": "2026-11-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "", "fingerprint": "00000000000000aa"}]}
    """

  @Test("a dry run, a plan that cannot go on, one that can, the same again, no plan, no host")
  func session() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-apply-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    try Self.alert.write(to: folder.appending(path: "alert.json"), atomically: true, encoding: .utf8)
    let outcome = try await TreatyProcess.shell("folder='\(folder.path)'; \(Self.session)")
    #expect(outcome.errors.isEmpty)
    // Digests change with every change of the compiler.
    let text = outcome.text.replacing(/sha256:[0-9a-f]+…?/, with: "sha256:…").replacing(folder.path, with: "FOLDER")
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/apply/session.txt")
  }
}
