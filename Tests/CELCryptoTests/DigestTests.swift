import CEL
import CELCrypto
import Testing

@Suite("Digests are those that everybody else computes")
struct DigestTests {
  @Test(
    "SHA-256 of known texts (FIPS 180-4)",
    arguments: [
      ("''", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("b''", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("'abc'", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ), ("bytes('é') + b'\\xff'", "e6c36aed9f5fabb910f32716a3a202453f387faea316fa8502f205a3e1bb71bd"),
    ])
  func sha256(_ source: String, _ digest: String) { #expect(value("sha256(\(source))").asString == digest) }

  /// A case of RFC 4231 §4: key and data in hex.
  struct Case: Sendable {
    let key: String
    let data: String
    let digest: String
  }

  static let cases: [Case] = [
    Case(
      key: String(repeating: "0b", count: 20), data: "4869205468657265",
      digest: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    Case(
      key: "4a656665", data: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
      digest: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    Case(
      key: String(repeating: "aa", count: 20), data: String(repeating: "dd", count: 50),
      digest: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    Case(
      key: "0102030405060708090a0b0c0d0e0f10111213141516171819", data: String(repeating: "cd", count: 50),
      digest: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    Case(
      key: String(repeating: "aa", count: 131),
      data:
        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
      digest: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
  ]

  @Test("HMAC of RFC 4231", arguments: cases)
  func hmac(_ test: Case) {
    let source = "hmacSha256(hex.decode('\(test.key)'), hex.decode('\(test.data)'))"
    #expect(value(source).asString == test.digest)
  }

  @Test("a text is its UTF-8, as key and as message")
  func texts() {
    let digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    for key in ["'Jefe'", "b'Jefe'"] {
      for message in ["'what do ya want for nothing?'", "b'what do ya want for nothing?'"] {
        #expect(value("hmacSha256(\(key), \(message))").asString == digest)
      }
    }
    #expect(value("hmacSha256('', '') == hmacSha256(b'', b'')").asBool == true)
  }

  @Test(
    "other values are refused, before and while it runs",
    arguments: ["sha256(1)", "hmacSha256('a')", "hmacSha256(1, 'a')"])
  func refused(_ source: String) { #expect(environment.compile(source).issues.map(\.kind) == [.noOverload]) }

  @Test(
    "values of which nothing is known are looked at when it runs",
    arguments: ["sha256(dyn(1))", "hmacSha256('a', dyn(null))"])
  func dynamic(_ source: String) { #expect(value(source).failure?.kind == .noSuchOverload) }

  @Test("every function has words and an example that compiles and runs")
  func examples() {
    for function in [Library].treaty.flatMap({ $0.functions }) where ["sha256", "hmacSha256"].contains(function.name) {
      #expect(function.doc.hasSuffix("."))
      #expect(value(function.example).asString?.utf8.count == 64)
    }
    #expect([Library].treaty.map(\.name).suffix(2) == ["integration", "digests"])
  }

  private var environment: Environment { Environment(libraries: .treaty) }

  private func value(_ source: String) -> Value {
    environment.compile(source).program?.evaluate(Activation()) ?? .string("does not compile")
  }
}
