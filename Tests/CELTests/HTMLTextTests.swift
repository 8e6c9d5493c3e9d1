import CEL
import Testing

@Suite("The text of HTML is what a reader would see, whatever the HTML")
struct HTMLTextTests {
  static let cases: [(String, String)] = [
    ("", ""), ("plain", "plain"), ("  a \n\t b  ", "a b"), ("a<br>b", "a\nb"), ("a<br/>b<BR />c", "a\nb\nc"),
    ("a<br><br><br><br>b", "a\n\nb"), ("<p>a</p><p>b</p>", "a\nb"), ("<p>a</p>\n\n<p>b</p>", "a\nb"),
    ("<div><div>a</div></div>b", "a\nb"),
    ("a<br></p>b", "a\nb"), ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"), ("<b>a</b><i>b</i>", "ab"),
    ("a <b> b</b>", "a b"),
    ("<h1>T</h1>x", "T\nx"), ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\nc"), ("<ul><li>a<li>b</ul>", "- a\n- b"),
    ("<ul>\n <li> <p>a</p> </li>\n <li></li>\n</ul>", "- a"), ("<ol><li>a<ul><li>b</ol>", "- a\n- b"), ("<li>", ""),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"), ("a<hr>b", "a\nb"),
    // What is not shown
    ("a<script>alert('<b>x</b>')</script>b", "ab"), ("a<SCRIPT src='x'>1 < 2</SCRIPT >b", "ab"),
    ("<style>p > a {}</style>x", "x"),
    ("<script>a</scripts></script>b", "b"), ("a<script>never closed", "a"), ("a<!-- <b> -->b", "ab"), ("a<!-->b", "ab"),
    ("a<!--->b", "ab"),
    ("a<!-- > -- >b-->c", "ac"), ("a<!-- never closed", "a<!-- never closed"), ("a<!-- never > closed", "a"),
    ("<!doctype html>a", "a"), ("<?xml version='1'?>a", "a"),
    ("a<![CDATA[b]]>c", "ac"), ("<html><head><title>T</title></head><body>b</body></html>", "T\nb"),
    // Broken
    ("a < b", "a < b"), ("1<2", "1<2"), ("a <b", "a <b"), ("<", "<"), ("<<b>>", "<>"), ("</", "</"),
    ("I </3 you", "I </3 you"), ("<>a", "<>a"), ("a<b>c", "ac"),
    ("<p>a<p>b", "a\nb"), ("</p>a</div>", "a"), ("<a", "<a"), ("<a href='x>a", "a"), ("<b title='a > b'>c</b>", "c"),
    ("<b title=\"it's\">c</b>", "c"),
    ("<b it's>c</b> d's", "c d's"), ("mail <jane@example.org> now", "mail <jane@example.org> now"),
    ("see <https://example.org/> now", "see <https://example.org/> now"),
    ("<o:p>x</o:p>", "x"), ("a<unknown-tag x=1>b", "ab"),
    // References
    ("&lt;b&gt; &amp;amp; &quot;&apos;", "<b> &amp; \"'"), ("&eacute;&Eacute;&euro;&hellip;", "éÉ€…"),
    ("&#65;&#x42;&#X43;", "ABC"), ("&#128512;", "😀"),
    ("&#0;&#xD800;&#x110000;&#99999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#146;&#150;", "’–"),
    ("a&nbsp;&nbsp;b\u{A0}c", "a b c"), ("&nosuch; &; & &# &#; &#x; &lt", "&nosuch; &; & &# &#; &#x; &lt"),
    ("&#10;a&#10;b", "a b"), ("a\u{0}b", "a\u{FFFD}b"), ("&lt;script&gt;x", "<script>x"),
    // Links
    ("<a href='https://example.org/x'>text</a>", "text (https://example.org/x)"),
    ("<a href=https://example.org>https://example.org</a>", "https://example.org"),
    ("<a href=\"https://example.org/\">https://example.org</a>!", "https://example.org!"),
    ("<A CLASS=x HREF = 'HTTP://example.org'>a</A>", "a (HTTP://example.org)"),
    ("<a href='mailto:jane@example.org?subject=x'>Jane</a>", "Jane (jane@example.org)"),
    ("<a href='mailto:jane@example.org'>jane@example.org</a>", "jane@example.org"),
    ("<a href='#top'>top</a> <a href='javascript:alert(1)'>x</a> <a href='/rel'>r</a> <a>n</a>", "top x r n"),
    ("<a href='https://e.org/?a=1&amp;b=2'>t</a>", "t (https://e.org/?a=1&b=2)"),
    ("<a href='https://e.org/\n x'>t</a>", "t (https://e.org/x)"),
    ("<a href='https://e.org'><img src=x></a>", "(https://e.org)"),
    ("<a href='https://e.org'>a<a href='https://f.org'>b", "a (https://e.org)b (https://f.org)"),
    ("<ul><li><a href='https://e.org'>https://e.org</a></ul>", "- https://e.org"),
    ("x <a href='https://e.org'> t </a> y", "x t (https://e.org) y"),
    ("<a data-href='https://no.org' href='https://e.org'>t</a>", "t (https://e.org)"),
    ("<a href='mailto:'>x</a>", "x"),
    // White space that counts
    ("<pre>\na\n  b\tc\n</pre>d", "a\n  b\tc\nd"), ("<pre>a\r\n\r\n\r\nb</pre>", "a\n\n\nb"),
    ("x<pre>  a</pre> b  c", "x\n  a\nb c"),
    ("é<br>日本 <b>語</b>", "é\n日本 語"),
  ]

  @Test("of a piece of HTML", arguments: cases)
  func text(_ html: String, _ text: String) { #expect(HTMLTextTests.text(html) == text) }

  @Test(
    "takes time in proportion to its length, whatever stands there",
    arguments: [
      "<", "<a", "<a ", "<a href=\"", "<a href='x", "</a", "</", "<!", "<!--", "<?", "&", "&#", "&#x1", "&amp", "&amp;",
      "<b>", "<br>", "<li>", "<pre>",
      "<a href=https://e.org>", "<script>", "</script", "<p ", "\" ", "= \"", ">", "<x>'", "<a b='>", "<pre>\n",
      "<a href=https://e.org>x</a><br>", "<style></style",
      "<a href='https://", "</pre>", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ])
  func linear(_ piece: String) {
    for tail in ["", ">", "-->", "\">", "'", "</script>"] {
      let html = String(repeating: piece, count: 100_000 / piece.utf8.count) + tail
      let clock = ContinuousClock()
      let taken = clock.measure { _ = HTMLTextTests.text(html) }
      // Quadratic time would be minutes.
      #expect(taken < .seconds(8), "\(piece) … \(tail)")
    }
  }

  @Test(
    "a text that went out as HTML comes back as it was",
    arguments: ["a < b & c > \"d\" 'e'", "a\nb", "&amp; &lt;", "<script>x</script>", "a\n\nb"])
  func roundTrip(_ text: String) {
    let program = HTMLTextTests.environment.compile("htmlToText(textToHtml(x))").program
    #expect(program?.evaluate(slots: [.string(text)]).asString == text)
  }

  private static let environment: Environment = {
    var environment = Environment(libraries: [.core, .integration])
    environment.declare("x", .string)
    return environment
  }()

  private static func text(_ html: String) -> String? {
    environment.compile("htmlToText(x)").program?.evaluate(slots: [.string(html)]).asString
  }
}
