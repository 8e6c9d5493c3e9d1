import Foundation
import Testing
import TreatyConnect

@Suite("A secret shows itself to nobody")
struct SecretTests {
  private static let canary = "canary-7f3a9c"

  private static func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  static let prints: [(String, @Sendable (Credential) -> String)] = [
    ("interpolation", { "\($0)" }), ("debug description", { String(reflecting: $0) }), ("dump", { dumped($0) }),
    ("dump within others", { dumped(["a": [$0]]) }),
    ("mirror", { "\(Mirror(reflecting: $0).children.map { "\($0)" })" }),
    (
      "redactor",
      { if case .header(_, let value) = $0 { dumped(Redactor([value])) + "\(Redactor([value]))" } else { "" } }
    ),
  ]

  @Test("however it is printed", arguments: prints.indices)
  func printed(index: Int) {
    let credential = Credential.header(name: "X-Api-Key", value: Secret(Self.canary))
    #expect(!Self.prints[index].1(credential).contains("canary"), "\(Self.prints[index].0)")
  }

  @Test(
    "the right text matches, and no other",
    arguments: ["", "canary", "canary-7f3a9", "canary-7f3a9cx", "Canary-7f3a9c"])
  func matching(other: String) {
    #expect(Secret(Self.canary).matches(Self.canary))
    #expect(!Secret(Self.canary).matches(other))
    #expect(!Secret("").matches(other), "an empty secret would let everybody in")
  }

  @Test(
    "what others say of it is covered",
    arguments: [
      ("", ""), ("nothing here", "nothing here"), ("canary-7f3a9c", "***"),
      ("bad token canary-7f3a9c.", "bad token ***."),
      ("canary-canary-7f3a9ccanary-7f3a9c", "canary-******"), ("canary-7f3a9", "canary-7f3a9"),
      ("canary-7f3a9c-long", "***"),
    ])
  func redacted(text: String, expected: String) {
    let redactor = Redactor([Secret(Self.canary), Secret("canary-7f3a9c-long"), Secret("short"), Secret("")])
    #expect(redactor.redact(text) == expected)
    #expect(redactor.redact(Array(text.utf8)) == Array(expected.utf8))
  }
}
