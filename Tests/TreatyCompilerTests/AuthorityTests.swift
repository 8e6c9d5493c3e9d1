import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyTestSupport

@Suite("Who signs a party's certificate is in the plan, and nothing else of the file is")
struct AuthorityTests {
  /// The fixtures' packages, and one file besides.
  private struct Beside: PackageProvider {
    var packages = PackagesBeside()
    let text: String?

    var known: [String] { packages.known }
    func package(_ reference: String, usedIn location: String) -> PackageSource? {
      packages.package(reference, usedIn: location)
    }
    func document(_ path: String, of location: String) -> SourceText? {
      guard path == "trust/house.pem" else { return packages.document(path, of: location) }
      return text.map { SourceText(path: path, bytes: Array($0.utf8)) }
    }
  }

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBdDCCARugAwIBAgIUHLD5bkEI0YHdQ15l7ylIljq8KH8wCgYIKoZIzj0EAwIw
    EDEOMAwGA1UEAwwFSG91c2UwHhcNMjYxMTI4MTI0NzA5WhcNMzYxMTI1MTI0NzA5
    WjAQMQ4wDAYDVQQDDAVIb3VzZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIiy
    MiV1cDPdZnGq3hWrbn2dPu6J3AsKek2xWAIxDVPOs78SnBwOkM+F/QIpBit6VbIb
    AiG9pTJ+kLU4ZW0RGi2jUzBRMB0GA1UdDgQWBBSqVAEsHoBgirWNXJNVyVqJVkYL
    7zAfBgNVHSMEGDAWgBSqVAEsHoBgirWNXJNVyVqJVkYL7zAPBgNVHRMBAf8EBTAD
    AQH/MAoGCCqGSM49BAMCA0cAMEQCIAz2p2WCPjbp7LX5MVduYA2R70ND6dd8gKN9
    HMJYSSa9AiA/K4IlGRE3lFCF7etLCQSNEZH5zBySOEYyeyoBZVGqIg==
    -----END CERTIFICATE-----

    """

  private func compile(_ text: String?, naming path: String = "trust/house.pem", minimum: String = "1.2") throws
    -> CompiledPackage
  {
    let spec = """
      systems:
        old: {connector: desk, url: 'https://a.example', account: us-at-desk, tls: {authority: \(path), minimum: "\(minimum)"}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: old.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies:
        channel:
          letters: {serves: [mail], mail: {server: mail.example, from: a@b.example, authority: \(path)}}
          bell: {serves: [phone], webhook: {url: "${ inputs.desk-url }/bell", json: {}, authority: \(path)}}
      """
    let files = BrokenSpec.added(
      [SourceText(path: "added.treaty.yaml", bytes: Array(spec.utf8))], to: try BrokenSpec.base())
    var provider = Beside(text: text)
    provider.packages.beside["/fixture/root"] = files
    return Fixtures.compile(PackageSource(shownAs: "", location: "/fixture/root", files: files), using: provider)
  }

  private func messages(_ text: String?, naming path: String = "trust/house.pem") throws -> Set<String> {
    Set(
      try compile(text, naming: path).findings.all.filter { $0.severity == .error }.map {
        "\($0.code) \($0.message)"
      })
  }

  @Test("the certificates alone are in it, for systems, mail and webhooks, and it is read again as it was written")
  func kept() throws {
    let file =
      "# The house's own\r\n" + Self.certificate + "\nof 2026\n" + Self.certificate.replacing("\n", with: "\r\n")
    let written = try #require(try compile(file, minimum: "1.3").file())
    let plan = written.plan
    let twice = PlannedTLS(minimum: .v12, authorities: Self.certificate + Self.certificate)
    #expect(plan.systems.first { $0.name == "old" }?.tls == PlannedTLS(minimum: .v13, authorities: twice.authorities))
    #expect(plan.systems.filter { $0.tls != nil }.map { $0.name } == ["old"], "what says nothing is as usual")
    #expect(plan.alerting?.channels.map { $0.mail?.tls ?? $0.webhook?.tls } == [twice, twice])
    #expect(try PlanFile.read(written.text()) == written)
  }

  @Test("what must not get into a plan, or is no certificate")
  func refused() throws {
    let body = Self.certificate.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
    let key = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"
    let cases: [(String, String)] = [
      (Self.certificate + key, "holds a private key"),
      (String(key.prefix(40)), "holds a private key"),
      ("", "holds no certificate in PEM: none begins with `-----BEGIN CERTIFICATE-----`"),
      (body, "holds no certificate in PEM: none begins with `-----BEGIN CERTIFICATE-----`"),
      (String(Self.certificate.dropLast(40)), "ends in the middle of a certificate"),
      (
        Self.certificate + Self.certificate.replacing("MIIB", with: "MIIC"),
        "has a certificate, its 2., that is damaged"
      ),
      (Self.certificate.replacing("MIIB", with: "MI!B"), "has a certificate, its 1., that is damaged"),
      ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", "has a certificate, its 1., that is damaged"),
    ]
    for (text, why) in cases {
      #expect(try messages(text) == ["invalidCertificate `trust/house.pem` \(why)"])
    }
    #expect(try messages(nil) == ["unreadableFile there is no file `trust/house.pem` in the package"])
    #expect(
      try messages("", naming: "../house.pem") == ["documentOutsidePackage `../house.pem` leads out of the package"])
    #expect(
      try messages(String(repeating: "x", count: 300_000))
        == ["fileTooLarge `trust/house.pem` has more than 262144 bytes"])
  }
}
