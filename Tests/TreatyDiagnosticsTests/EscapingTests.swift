import Testing
import TreatyDiagnostics

@Suite("Text of users stays text in every format")
struct EscapingTests {
  private func render(_ format: FindingsFormat, message: String, path: String = "a.yaml", text: String = "a: 1\n")
    -> String
  {
    var files = SampleFiles()
    let file = files.add(path, text)
    var findings = Findings()
    findings.add(
      Diagnostic(code: .wrongType, severity: .error, message: message, primary: Label(span: files.span("a", file))))
    return format.render(findings, files.sources)
  }

  @Test(
    "github",
    arguments: [
      ("a%b", "::a%25b\n"), ("a\nb", "::a%0Ab\n"), ("a\r\nb", "::a%0Ab\n"), ("a\rb", "::a\\rb\n"),
      ("a:b,c::d", "::a:b,c::d\n"),
      ("%0A::error::x", "::%250A::error::x\n"),
    ])
  func github(_ message: String, _ ending: String) { #expect(render(.github, message: message).hasSuffix(ending)) }

  @Test(
    "github, properties",
    arguments: [
      ("a:b,c%d", "file=a%3Ab%2Cc%25d,"), ("a\n::error::b\r", "file=a%0A%3A%3Aerror%3A%3Ab%0D,"),
      ("a:\u{301}b", "file=a%3A\u{301}b,"),
    ])
  func properties(_ path: String, _ part: String) { #expect(render(.github, message: "m", path: path).contains(part)) }

  @Test(
    "markdown",
    arguments: [
      ("`a` | *b* _c_", "`a` \\| \\*b\\* \\_c\\_"), ("<img src=x>", "&lt;img src=x&gt;"),
      ("a & &amp;", "a &amp; &amp;amp;"),
      ("`<b>` <b>", "`<b>` &lt;b&gt;"), ("one ` alone", "one \\` alone"), ("`` x", "\\`\\` x"),
      ("@all #1 [a](b) ![c](d)", "&#64;all &#35;1 \\[a\\](b) !\\[c\\](d)"), ("a\nb", "a\\\\nb"), ("\\`", "\\\\\\`"),
      ("`\u{301}a` <b>", "`\u{301}a` &lt;b&gt;"), ("$x$ ~~y~~", "\\$x\\$ \\~\\~y\\~\\~"),
    ])
  func markdown(_ message: String, _ shown: String) {
    #expect(render(.markdown, message: message).contains("#### error TR0103, line 1: \(shown)\n"))
  }

  @Test("markdown: a path with backticks, and source with fences")
  func fences() {
    let text = render(.markdown, message: "m", path: "`a``b.yaml", text: "a: |\n  ```\n  ````x\n")
    #expect(text.contains("### ``` `a``b.yaml ```\n"))
    #expect(render(.markdown, message: "m", text: "a: ````x\n").contains("\n`````text\n"))
  }

  @Test(
    "junit",
    arguments: [
      ("<&>\"'", "message=\"&lt;&amp;&gt;&quot;'\""), ("a\nb", "message=\"a&#10;b\""), ("]]>", "message=\"]]&gt;\""),
      ("\u{0}\u{1B}\u{FFFE}", "message=\"\\x00\\x1B\u{FFFD}\""),
    ])
  func junit(_ message: String, _ part: String) { #expect(render(.junit, message: message).contains(part)) }

  @Test(
    "sarif: paths are references of RFC 3986",
    arguments: [
      ("a b.yaml", "a%20b.yaml"), ("a:b", "a%3Ab"), ("é/日.yaml", "%C3%A9/%E6%97%A5.yaml"), ("a#b?c%d", "a%23b%3Fc%25d"),
      ("/tmp/a b", "file:///tmp/a%20b"), ("a\u{1}", "a%01"),
    ])
  func uri(_ path: String, _ uri: String) {
    #expect(render(.sarif, message: "m", path: path).contains("\"uri\" : \"\(uri)\""))
  }

  @Test(
    "sarif: nothing in a message is a placeholder or a link",
    arguments: [("{0} {a: 1}", "{{0}} {{a: 1}}"), ("[a](1)", "\\\\[a\\\\](1)"), ("a[0]", "a[0]")])
  func placeholders(_ message: String, _ text: String) {
    #expect(render(.sarif, message: message).contains("\"text\" : \"\(text)\""))
  }

  @Test("concise: a finding is a line, whatever stands in it")
  func concise() {
    #expect(render(.concise, message: "a\nb\u{1B}", path: "x\ny") == "x\\ny:1:1: error[TR0103] a\\nb\\x1B\n")
  }
}
