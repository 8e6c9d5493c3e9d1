import Testing
import TreatyTestSupport

@Suite("What is held stays, what is due goes, and where there is nothing, or no host, it is said")
struct KeepingCommandTests {
  @Test("hold and retention, with a host and without one")
  func keeping() async throws {
    let text = try await OperatorSession.run(
      #"""
      at hold list
      at retention plan
      host
      at hold list
      at retention plan
      note case-1 "a note"
      note other-1 "a note"
      page disk-1 "a page"
      awaits '"done" : 3'
      at hold add case-114 --why "Case 2026-114" --flow note-to-tickets
      at hold add case-114 --why "Case 2026-114" --about ""
      at hold add case-114 --why " "
      at hold add "Case 114" --why "Case 2026-114"
      at hold add case-114 --why "Case 2026-114" --until 2020-01-01
      at hold add case-114 --why "Case 2026-114" --since 2026-02-01 --before 2026-01-01
      at hold add case-114 --why "Case 2026-114, \"größe\"" --about case-1 --until 90d --reason "legal asks"
      at hold list
      at hold list --json
      at retention run --reason room
      ls archive | sed 's/-SPAN//'; stat -c %a archive archive/*
      gzip -dc archive/messages-*.gz | python3 -c 'import json, sys; print([json.loads(line)["body"]["key"] for line in sys.stdin])'
      at trace case-1
      at trace other-1
      at hold release case-113
      at hold release case-114 --reason "closed by legal"
      at hold list
      at retention run --json
      at retention plan
      at audit show --act held
      at audit show --act released
      at audit show --act purged
      rm -r archive; echo in the way >archive
      note other-2 "a note"; awaits '"done" : 3'
      at retention run
      gone
      at retention run
      at hold list
      at hold add case-115 --why "Case 2026-115"
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/keeping.txt")
  }

  @Test(
    "keys: listed, changed, forgotten, copied; a key or a ring that does not fit is said at the start, and nothing is changed"
  )
  func keys() async throws {
    let text = try await OperatorSession.run(
      #"""
      at keys list
      host
      page disk-1 "a page"
      awaits '"done" : 1'
      at keys list
      at keys rotate --reason yearly
      at keys rotate --new env:NOTHING
      echo too short >short; chmod 600 short
      at keys rotate --new file:short
      at keys rotate --new file:missing
      at keys rotate --new elsewhere
      number=$("$treaty" keys list $store | awk '/messages\// && $NF == 1 { print $1 }')
      at keys forget 1 --yes
      at keys forget 99 --yes
      at keys forget "$number"
      at keys forget "$number" --yes --reason "erasure request 114"
      at keys forget "$number" --yes
      at dead show 1
      at trace disk-1
      at keys export --to ring.json
      at keys export --to ring.json
      at keys export --to nowhere/ring.json
      stat -c %a ring.json
      at audit show --act rotated
      at audit show --act forgotten
      at audit verify
      gone
      at keys list
      at keys export --to ring-2.json
      contents() { for file in treaty.sqlite treaty.sqlite.key treaty.sqlite.keys treaty.sqlite.audit; do sha256sum $file 2>&1; done; }
      mkdir kept; cp -p treaty.sqlite* kept/
      # try WHAT: says what comes of a store whose key or ring is not as it should be, and whether anything was changed
      try() {
        echo "--- $1"; before=$(contents)
        # One that starts all the same is ended.
        timeout 10 "$treaty" run plan.json $store --listen 127.0.0.1:0 --input desk-url=http://127.0.0.1:9 --input archive-folder=archive 2>&1
        echo "= $?"; at status
        [ "$before" = "$(contents)" ] || echo "something was changed: $before -> $(contents)"
        rm -f treaty.sqlite*; cp -p kept/* .
      }
      head -c 32 /dev/urandom >treaty.sqlite.key; try "another key"
      rm treaty.sqlite.key; try "no key"
      head -c 20 kept/treaty.sqlite.key >treaty.sqlite.key; try "a key that is cut"
      : >treaty.sqlite.key; try "an empty key"
      chmod 644 treaty.sqlite.key; try "a key that all can read"
      rm treaty.sqlite.keys; try "no ring"
      head -c 300 kept/treaty.sqlite.keys >treaty.sqlite.keys; try "a ring that is cut"
      : >treaty.sqlite.keys; try "an empty ring"
      chmod 644 treaty.sqlite.keys; try "a ring that all can read"
      say status $store --key file:nowhere
      say status $store --key env:NOTHING
      say status $store --key credential:master-key
      say status $store --key elsewhere
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/keys.txt")
  }
}
