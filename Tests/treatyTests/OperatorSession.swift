import Foundation
import TreatyTestSupport

/// A host, the desk that it delivers to, and an operator at the shell beside them. What is printed is the same each time: times, ids and
/// whatever else differs have stable names.
enum OperatorSession {
  /// What stands before each script.
  ///
  /// - `say …`: runs `treaty` with these words, and prints them, what it printed, and its exit code.
  /// - `at …`: the same at the store of the host.
  /// - `host`: begins to carry the package out, at a desk that is there; `gone` ends it.
  /// - `page KEY TITLE`, `note KEY TITLE`: what monitoring sends. `awaits TEXT`: waits until `status` has that.
  private static let words = #"""
    set -u; repo="$PWD"; cd "$folder"; desk=; host=
    trap 'for process in $host $desk; do kill -KILL "$process"; done 2>/dev/null; wait' EXIT
    export TREATY_SECRET_DESK_TOKEN=desk TREATY_SECRET_HOOK_TOKEN=hook
    store="--store sqlite:treaty.sqlite"
    say() { echo "$ treaty $*"; "$treaty" "$@" 2>&1 </dev/null; echo "= $?"; }
    at() { say "$@" $store; }
    awaits() { for try in $(seq 300); do "$treaty" status --json $store 2>&1 | grep -q -e "$1" && return; sleep 0.05; done; echo "never: $1"; }
    host() {
      if [ -z "$desk" ]; then
        python3 "$repo/Tests/treatyTests/Fixtures/operators/desk.py" "$folder/desk.port" & desk=$!
        for try in $(seq 300); do [ -e desk.port ] && break; sleep 0.02; done
        "$treaty" compile "$repo/Tests/treatyTests/Fixtures/operators/package" -o plan.json >compile.log 2>&1 || cat compile.log
      fi
      port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
      "$treaty" run plan.json $store --listen "127.0.0.1:$port" --input "desk-url=http://127.0.0.1:$(cat desk.port)" \
        --input "archive-folder=$folder/archive" "$@" >>host.log 2>&1 & host=$!
      for try in $(seq 300); do curl -fs -o answer "http://127.0.0.1:$port/readyz" && return; sleep 0.02; done
      echo "the host did not come up"; cat host.log
    }
    gone() { kill "${1:--TERM}" $host; wait $host 2>/dev/null; host=; }
    send() { curl -fsS -o answer -H 'x-hook-token: hook' -H 'content-type: application/json' --data-binary "$2" "http://127.0.0.1:$port/hooks/$1"; }
    page() { send page "{\"key\": \"$1\", \"title\": \"$2\"}"; }
    note() { send note "{\"key\": \"$1\", \"title\": \"$2\"}"; }

    """#

  /// Runs a script, and gives what it printed, with stable names.
  static func run(_ script: String) async throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-night-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let outcome = try await TreatyProcess.shell("folder='\(folder.path)'; \(words)\(script)")
    return stable(outcome.text + outcome.errors, folder: folder.path)
  }

  private static func stable(_ text: String, folder: String) -> String {
    let user = ProcessInfo.processInfo.userName
    var text = text.replacing(folder, with: "FOLDER")
    text = text.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "TIME")
    text = text.replacing(/sha256:[0-9a-f]+…?/, with: "sha256:…")
    text = text.replacing(/\b[0-9a-f]{64}\b/.wordBoundaryKind(.simple), with: "HASH")
    text = text.replacing(/\b[0-9a-f]{32}\b/.wordBoundaryKind(.simple), with: "TRACE")
    text = text.replacing(/\b[0-9a-f]{16}\b/.wordBoundaryKind(.simple), with: "SPAN")
    text = text.replacing(/treaty-[0-9a-f]{24}/, with: "treaty-MARK")
    text = text.replacing(#/ +\+\d+ ms/#, with: "  +N ms")
    text = text.replacing(/\b\d+ ms/, with: "N ms")
    text = text.replacing(/illiseconds" : [0-9.]+/, with: "illiseconds\" : N")
    text = text.replacing(/running for \d+s/, with: "running for Ns")
    text = text.replacing(/Server: .*/, with: "Server: …")
    text = text.replacing(/Date: .*/, with: "Date: …")
    // Numbers of entries depend on what was delivered in between.
    text = text.replacing(/\n\d+  TIME/, with: "\nN  TIME")
    text = text.replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT")
    text = text.replacing(/process \d+/, with: "process N")
    text = text.replacing("by \(user)", with: "by USER")
    text = text.replacing("\"by\":\"\(user)\"", with: "\"by\":\"USER\"")
    text = text.replacing(",\(user),", with: ",USER,")
    return text.replacing("\"by\" : \"\(user)\"", with: "\"by\" : \"USER\"")
  }
}
