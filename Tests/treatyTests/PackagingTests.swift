import ArgumentParser
import Foundation
import Testing
import TreatyTestSupport

@testable import treaty

@Suite("What is packaged fits the program")
struct PackagingTests {
  /// The Containerfile names packages of Debian 12, so only there can they be compared.
  private static var isDebian12: Bool {
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    return release.contains("ID=debian") && release.contains("VERSION_ID=\"12\"")
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Golden.repository.appending(path: path), encoding: .utf8)
  }

  @Test("the image has the packages that the program is linked with, and no other", .enabled(if: isDebian12))
  func libraries() async throws {
    // Swift's own libraries are linked into the program of a release. Every image has the C library.
    let outcome = try await TreatyProcess.shell(
      #"""
      ldd "$treaty" | grep -vE 'libswift|Foundation|libdispatch|BlocksRuntime|_FoundationICU|ld-linux|linux-vdso' | awk '$3 ~ /^\// {print $3}' \
        | xargs -n 1 readlink -f | sed 's#^/usr##' | sort -u \
        | while read -r file; do dpkg-query -S "*$file" 2>/dev/null | head -n 1 | cut -d: -f1; done | sort -u
      """#)
    let linked = Set(outcome.text.split(separator: "\n").map(String.init)).subtracting(["libc6", "libgcc-s1"])
    let file = try Self.text("packaging/container/Containerfile")
    let stage = try #require(file.split(separator: "FROM ").last)
    let list = try #require(stage.firstMatch(of: /no-install-recommends \\\n([^&]*?) \\\n && rm/)?.1)
    #expect(Set(list.split(whereSeparator: \.isWhitespace).map(String.init)).subtracting(["ca-certificates"]) == linked)
  }

  @Test("the image is nobody's but an unprivileged user's, and names no registry")
  func container() throws {
    let file = try Self.text("packaging/container/Containerfile")
    #expect(file.contains("\nUSER 10001:10001\n") && file.contains("\nHEALTHCHECK "))
    for image in file.matches(of: /ARG \w+_IMAGE=(\S+)/) { #expect(!image.1.contains("/"), "\(image.1)") }
  }

  @Test("the unit says what the program takes")
  func unit() throws {
    let unit = try Self.text("packaging/systemd/treaty@.service")
    let start = try #require(unit.firstMatch(of: /ExecStart=@bindir@\/treaty ((?:.|\\\n)*?)\n[A-Z]/)?.1)
    let words = start.replacing("\\\n", with: " ").replacing("%i", with: "alerts").split(separator: " ").map(
      String.init)
    #expect(throws: Never.self) { _ = try Treaty.parseAsRoot(words.filter { $0 != "$TREATY_OPTIONS" }) }
    for line in ["Type=notify", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "User=treaty"]
    {
      #expect(unit.contains("\n\(line)\n"), "\(line)")
    }
  }
}
