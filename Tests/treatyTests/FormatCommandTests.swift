import Foundation
import Testing

@Suite("treaty fmt writes what is to be written, and says how it went")
struct FormatCommandTests {
  /// Runs a script in a folder with a package in it, whose flow has its keys in another order.
  private func run(_ script: String) async throws -> TreatyProcess.Outcome {
    try await TreatyProcess.shell(
      """
      cd "$(mktemp -d)" && mkdir -p flows .hidden && \
      printf 'treaty: 1\\npackage: a/b\\nversion: 1.0.0\\n' >treaty.yaml && \
      printf 'flows:\\n  a:\\n    identify: item.id\\n    about:  An alarm\\n' >flows/a.treaty.yaml && \
      cp flows/a.treaty.yaml .hidden/b.treaty.yaml && cp flows/a.treaty.yaml other.yaml && \(script)
      """)
  }

  @Test("files below a folder are written, hidden ones and others are not")
  func folder() async throws {
    let outcome = try await run(
      "chmod 640 flows/a.treaty.yaml && $treaty fmt && cat flows/a.treaty.yaml && stat -c %a flows/a.treaty.yaml && cmp other.yaml .hidden/b.treaty.yaml && ls -A flows"
    )
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.text
        == "flows/a.treaty.yaml\nflows:\n  a:\n    about: An alarm\n    identify: item.id\n640\na.treaty.yaml\n")
  }

  @Test("--check names what would change, and changes nothing")
  func check() async throws {
    let outcome = try await run(
      "$treaty fmt --check; echo $?; cmp flows/a.treaty.yaml other.yaml && $treaty fmt treaty.yaml --check")
    #expect(outcome.text == "flows/a.treaty.yaml\n1\n" && outcome.code == 0)
  }

  @Test("--diff shows what would change, and changes nothing")
  func diff() async throws {
    let outcome = try await run("$treaty fmt --diff other.yaml && cmp flows/a.treaty.yaml other.yaml")
    #expect(outcome.code == 0 && outcome.text.hasPrefix("--- a/other.yaml\n+++ b/other.yaml\n@@ -1,4 +1,4 @@\n"))
  }

  @Test("a link stays a link")
  func link() async throws {
    let outcome = try await run(
      "ln -s ../other.yaml flows/c.treaty.yaml && $treaty fmt && test -L flows/c.treaty.yaml && head -n 3 other.yaml")
    #expect(outcome.code == 0 && outcome.text.hasSuffix("    about: An alarm\n"))
  }

  @Test("standard input goes to standard output, with errors as it is")
  func standardInput() async throws {
    let outcome = try await run("$treaty fmt - <other.yaml && printf 'a:   [\\n' | $treaty fmt -")
    #expect(outcome.code == 1 && outcome.errors.contains("error[TR0001]"))
    #expect(outcome.text == "flows:\n  a:\n    about: An alarm\n    identify: item.id\na:   [\n")
  }

  @Test("what is wrong with a file, and with the call, ends with its code")
  func codes() async throws {
    let outcome = try await run(
      "$treaty fmt nowhere; echo $?; $treaty fmt - other.yaml; echo $?; printf 'a: [\\n' >flows/b.treaty.yaml; $treaty fmt flows; echo $?; cat flows/b.treaty.yaml"
    )
    #expect(outcome.text == "3\n2\nflows/a.treaty.yaml\n1\na: [\n")
    #expect(outcome.errors.contains("flows/b.treaty.yaml:2:1"))
  }
}
