import Testing
import TreatyDiagnostics

@Suite("What runs promises no more than the systems that it needs")
struct PromisedShareTests {
  private static func flow(
    _ levels: String, desk: String = "{availability: 99.5%}", retry: String = "", more: String = ""
  )
    -> String
  {
    """
    policies:
      retry: {never: {attempts: 1}, often: {max: 1m}}
    systems:
      attic: {connector: desk, url: "https://attic.example.org", account: us-at-desk, levels: \(desk)}
      cellar: {connector: desk, url: "https://cellar.example.org", account: us-at-desk, levels: {availability: 99.9%, success: 99%}}
      loft: {connector: desk, url: "https://loft.example.org", account: us-at-desk}
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver:
          - {to: attic.ticket, do: upsert, fields: {title: x}}
    \(more.isEmpty ? "" : "      - {\(more), do: upsert, fields: {title: x}}\n")    levels: {\(levels)}
        unsure: ask
    \(retry.isEmpty ? "" : "    retry: \(retry)")
    """
  }

  private static let cases: [(String, String, [String])] = [
    (
      "more of the time than its system", flow("availability: 99.9%"),
      ["flow `page` promises 99.9%, and what it needs has 99.5% at the most"]
    ),
    ("no more than its system", flow("availability: 99.5%"), []),
    (
      "the product of two", flow("availability: 99.5%", more: "to: cellar.ticket"),
      ["flow `page` promises 99.5%, and what it needs has 99.4005% at the most"]
    ),
    ("the same system twice", flow("availability: 99.5%", more: "to: attic.ticket"), []),
    ("one that promises nothing", flow("availability: 99.5%", more: "to: loft.ticket"), []),
    (
      "what is done now and then", flow("availability: 99.5%", more: "to: cellar.ticket, when: item.level == 'high'"),
      []
    ),
    (
      "more messages that end well, and none is tried again", flow("success: 99.9%", retry: "never"),
      ["flow `page` promises 99.9% success, and what it needs has 99.5% at the most"]
    ),
    (
      "what its systems promise of calls", flow("success: 99%", retry: "never", more: "to: cellar.ticket"),
      ["flow `page` promises 99% success, and what it needs has 98.505% at the most"]
    ),
    ("tried again, more can end well than the first time", flow("success: 99.9%", retry: "often"), []),
    ("tried again, as is usual", flow("success: 99.9%"), []),
  ]

  @Test("shares of time and of messages", arguments: cases)
  func shares(_ what: String, _ text: String, _ messages: [String]) throws {
    let found = try AddedToBase(text).findings(of: .availabilityBeyondDependency)
    #expect(found.map { $0.message } == messages, "\(what)")
  }
}
