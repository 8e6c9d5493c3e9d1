import Testing
import TreatyTestSupport

@Suite(
  "The trail, the way of a trace, how it stands and what is wrong are told from the command line, with a host and without one"
)
struct AuditCommandTests {
  @Test("audit show, verify and export, of a host that runs and of a store that nobody has")
  func audit() async throws {
    let text = try await OperatorSession.run(
      #"""
      at audit show
      host
      at audit show
      page disk-1 "refused"
      awaits '"dead" : 1'
      page '=cmd|calc' '=1+1, a \"page\", with\nsigns'
      awaits '"done" : 1'
      at dead drop 1 --reason '=1+1, "quoted",
      and a second line'
      at dead drop 1 --reason '=1+1, "quoted", größe'
      at audit show
      at audit show --json
      at audit show --act nonsense
      at audit show --act droped
      at audit show --record 4711
      at audit show --record 9999
      at audit show --flow page-to-ticket --field title
      at audit show --since 1h --before 2d
      at audit show --since tomorrow
      at audit verify
      "$treaty" audit verify --json $store | python3 -c 'import json, sys; report = json.load(sys.stdin); print(sorted(report), report["entries"])'
      "$treaty" audit export $store --format csv >trail.csv
      cat trail.csv
      python3 -c 'import csv; rows = list(csv.reader(open("trail.csv", newline=""))); print({len(row) for row in rows}, [row[4] for row in rows if row[4]], [row[16] for row in rows if row[16]])'
      at audit export --format xml
      gone
      at audit show --act dropped
      at audit export --act dropped
      at audit export --format csv --act dropped
      at audit verify
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/audit.txt")
  }

  @Test("trace, status, alerts and ack")
  func looking() async throws {
    let text = try await OperatorSession.run(
      #"""
      at status
      at alerts
      at trace nothing
      host
      at trace nothing
      at alerts
      at alerts --json
      at ack 99
      at ack nothing
      page disk-1 "refused"
      page "größe-ß-日本" "a page"
      awaits '"dead" : 1'; awaits '"done" : 1'
      at trace disk-1
      at trace "größe-ß-日本"
      at trace 4711
      at trace 4711 --json
      at trace ""
      at trace 0123456789abcdef0123456789abcdef
      trace=$("$treaty" trace 4711 $store | sed -n 's/^trace //p'); at trace "$trace"
      "$treaty" status $store | grep -v "^disk \|^room \|free" | head -4
      "$treaty" status --json $store | python3 -c 'import json, sys; report = json.load(sys.stdin); print(sorted(report), report["census"]["deliveries"])'
      at status --watch 0
      gone -KILL
      at trace 4711
      at alerts
      at ack 1
      "$treaty" status $store | grep -v "^disk \|^room \|free" | head -4
      say status --store sqlite:none.sqlite
      say alerts --store sqlite:none.sqlite
      say dead list --store sqlite:none.sqlite
      say keys list --store sqlite:none.sqlite
      say trace 4711 --store sqlite:none.sqlite
      say status --store sqlite:/dev/null
      echo a letter >letter; chmod 600 letter; say status --store sqlite:letter
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/looking.txt")
  }
}
