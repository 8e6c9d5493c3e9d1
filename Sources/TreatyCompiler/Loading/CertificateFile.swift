import CEL
import TreatyDiagnostics
import TreatySpec

/// A file with certificates of authorities (PEM, RFC 7468) that a spec names.
///
/// A plan carries them, so that a host needs no other file, and a review sees that somebody else is trusted now.
struct CertificateFile {
  /// The certificates, and nothing that stands between them.
  let text: String

  /// Why a file is not taken.
  enum Failure: Error {
    /// It holds something that must not get into a plan, of this kind.
    case secret(String)
    /// It holds no certificate that can be read, with what is wrong, as the end of a sentence.
    case unreadable(String)
  }

  /// How long a file may be, in bytes: a plan carries it.
  static let mostBytes = 256 << 10

  private static let (begin, end) = ("-----BEGIN ", "-----END ")

  /// Reads the bytes of a file.
  init(_ bytes: [UInt8]) throws(Failure) {
    var kept: [String] = []
    var block: (label: String, lines: [Substring])?
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if line.hasPrefix(Self.begin) {
        block = (Self.label(line, Self.begin), [])
      } else if line.hasPrefix(Self.end), let (label, lines) = block {
        block = nil
        guard !label.contains("PRIVATE KEY") else { throw .secret("private key") }
        guard label == "CERTIFICATE" else { continue }
        guard Self.isCertificate(lines) else {
          throw .unreadable("has a certificate, its \(kept.count + 1)., that is damaged")
        }
        kept.append("\(Self.begin)CERTIFICATE-----\n\(lines.joined(separator: "\n"))\n\(Self.end)CERTIFICATE-----\n")
      } else if !line.isEmpty {
        block?.lines.append(line)
      }
    }
    guard block?.label.contains("PRIVATE KEY") != true else { throw .secret("private key") }
    guard block == nil else { throw .unreadable("ends in the middle of a certificate") }
    guard !kept.isEmpty else {
      throw .unreadable("holds no certificate in PEM: none begins with `-----BEGIN CERTIFICATE-----`")
    }
    self.text = kept.joined()
  }

  private static func trimmed(_ line: Substring) -> Substring {
    let line = line.drop(while: \.isWhitespace)
    return line.lastIndex { !$0.isWhitespace }.map { line[...$0] } ?? ""
  }

  private static func label(_ line: Substring, _ start: String) -> String {
    let rest = line.dropFirst(start.count)
    return String(rest.hasSuffix("-----") ? rest.dropLast(5) : rest)
  }

  /// Whether lines are Base64 of one sequence of ASN.1 that is as long as it says (X.690 §8.1.3). Whether the certificate in it is a good one is
  /// said by whoever uses it.
  private static func isCertificate(_ lines: [Substring]) -> Bool {
    guard let bytes = Base64.decode(Text(lines.joined())), bytes.count > 4, bytes[0] == 0x30 else { return false }
    guard bytes[1] & 0x80 != 0 else { return bytes.count == Int(bytes[1]) + 2 }
    let count = Int(bytes[1] & 0x7F)
    guard (1...4).contains(count), bytes.count > count + 2 else { return false }
    let length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
    return bytes.count == length + 2 + count
  }
}

extension SpecFile {
  /// The files with certificates that it names, where it names them.
  var authorities: [Located<String>] {
    systems.compactMap { $0.value.tls.authority }
      + policies.channel.compactMap { $0.value.mail?.authority ?? $0.value.webhook?.authority }
  }
}

extension Diagnostic {
  static func notCertificate(_ path: Located<String>, _ failure: CertificateFile.Failure) -> Diagnostic {
    switch failure {
    case .secret(let kind):
      Diagnostic(
        code: .invalidCertificate, severity: .error, message: "`\(path.value)` holds a \(kind)",
        primary: Label(span: path.span),
        reason:
          "certificates go into the plan, which many may read; and who has the key of an authority can be anybody",
        fixes: [Fix(title: "leave only certificates in it, and take the key out of the repository's history as well")])
    case .unreadable(let why):
      Diagnostic(
        code: .invalidCertificate, severity: .error, message: "`\(path.value)` \(why)",
        primary: Label(span: path.span),
        fixes: [Fix(title: "write it as PEM: `openssl x509 -in FILE -inform DER` makes PEM of the other form")])
    }
  }
}
