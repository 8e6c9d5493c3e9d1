public import CEL
internal import Crypto

extension Library {
  /// Digests of texts and bytes, in lower-case hex, by swift-crypto.
  public static let digests = Library(
    name: "digests", doc: "Digests of texts and bytes, as hex digits in lower case, by swift-crypto.",
    functions: [
      Function(
        "sha256", "The SHA-256 of bytes, or of a text's UTF-8, as hex digits.", example: "sha256('abc')",
        keeps: .identifies, [.global([.string], .string), .global([.bytes], .string)],
        .one { value in
          guard let bytes = value.digestible else { return refusal("sha256", [value]) }
          return .text(HexDigit.text(of: SHA256.hash(data: bytes)))
        }),
      Function(
        "hmacSha256", "The HMAC with SHA-256 (RFC 2104) of a key and a message, as hex digits.",
        example: "hmacSha256('key', 'message')",
        keeps: .identifies,
        [CELType.string, .bytes].flatMap { key in [CELType.string, .bytes].map { .global([key, $0], .string) } },
        .two { key, message in
          guard let secret = key.digestible, let bytes = message.digestible else {
            return refusal("hmacSha256", [key, message])
          }
          let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret))
          return .text(HexDigit.text(of: code))
        }),
    ])

  private static func refusal(_ name: String, _ values: [Value]) -> Value {
    let kinds = values.map { $0.typeName }.joined(separator: ", ")
    return .failure(EvaluationFailure(.noSuchOverload, "no `\(name)` takes \(kinds)"))
  }
}

extension Value {
  /// The bytes that a digest is taken of.
  fileprivate var digestible: [UInt8]? {
    switch self {
    case .text(let text): text.utf8
    case .bytes(let bytes): bytes
    default: nil
    }
  }
}

extension [Library] {
  /// What Treaty's expressions have.
  public static var treaty: [Library] { .standard + [.integration, .digests] }
}
