import Testing
import TreatyTestSupport

@Suite("What was given up and what asks for a person is found, understood and put right from the command line")
struct DeadCommandTests {
  @Test(
    "dead and review: look, filter, retry, edit, drop, resolve; what is refused changes nothing; all of it is in the trail"
  )
  func night() async throws {
    let text = try await OperatorSession.run(
      #"""
      host
      at dead list
      at review list
      page disk-1 "refused title is too long"
      page disk-2 "refused title is too long"
      page "größe-ß-日本" "refused \u001b[31mred\u001b[0m\nand a second line"
      page web-1 denied
      page web-2 "lost on its way"
      awaits '"dead" : 4'; awaits '"asking" : 1'
      at dead list
      at dead list --class denied
      at dead list --class deniedd
      at dead list --class nonsense
      at dead list --flow page-to-tickte
      at dead list --flow page-to-ticket --since 1h --match "item.title.contains('long') && delivery.attempts == 1"
      at dead list --before 1h
      at dead list --since yesterday
      at dead list --since 2026-13-01
      at dead list --since 99999999999999999999d
      at dead list --limit 0
      at dead list --limit 1
      at dead list --match "item.title.contain('long') &&"
      at dead list --match "item.title.contain('long')"
      at dead list --match "item.title"
      at dead list --match "item.none == 1"
      at dead show 1
      at dead show 99
      at dead show one
      at dead show 1 --payload --reason "to see"
      at dead list --class denied --json
      at dead export --class denied
      at dead retry
      at dead retry 1 --class denied
      at dead retry --class rejected --rate 0
      at dead retry --class rejected
      at dead retry --class rejected --dry-run
      at dead retry --class gone --yes
      at dead retry --class gone --yes --json
      at dead retry --class denied --yes --reason "still no right"
      awaits '"dead" : 4'
      echo '{"title": 5}' >wrong; echo 'no JSON' >none; echo '{"key": "disk-1", "title": "short"}' >right
      at dead edit 1 --payload wrong
      at dead edit 1 --payload none
      at dead edit 1 --payload missing
      at dead edit 1
      at dead edit 1 --payload right --reason "title was too long"
      awaits '"dead" : 3'
      at dead edit 1 --payload right
      touch mended
      at dead retry --match "item.key.startsWith('disk')" --rate 100 --yes --reason "the desk takes it now"
      at dead retry 4 4 99 1 --reason "right given"
      at dead retry 4 4 99 1 --json --yes --reason "right given"
      at dead drop 3 --reason "nobody needs it"
      awaits '"done" : 3'
      at review list
      at review resolve 5
      at review resolve 5 --record 1 --not-done
      at review resolve 99 --not-done
      at review resolve 1 --not-done
      at review resolve 5 --not-done --reason "looked: it is not there"
      at review resolve 5 --drop
      awaits '"done" : 4'
      at trace 4711
      at audit show --act edited
      at audit show --by "$(id -un)"
      rm mended; page last-1 refused; page last-2 refused; page last-3 refused
      awaits '"dead" : 3'
      "$treaty" dead retry --all --rate 1 --yes $store >bulk 2>&1 & bulk=$!
      for try in $(seq 300); do grep -q "will be tried" bulk && break; sleep 0.02; done
      gone
      wait $bulk; echo "a host that stops meanwhile: $?"; cat bulk
      at dead retry 3
      at dead list
      """#)
    try Golden.expect(text, is: "Tests/treatyTests/Fixtures/operators/dead.txt")
  }
}
