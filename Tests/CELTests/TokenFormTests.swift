import Testing

@testable import CEL

@Suite("The form of an expression's tokens is the same for what is only written in another way, and for nothing else")
struct TokenFormTests {
  private func form(_ source: String) -> String {
    TokenForm(libraries: .standard, parse: ParseOptions(hyphenatedRoots: ["inputs": 1])).text(of: source)
  }

  @Test(
    "white space, comments, quotes and the names of variables",
    arguments: [
      ("a==b", "a == b // as it was"), ("'a' + \"b\"", "\"a\"+'b'"), ("0x10", "16"),
      ("l.map(x, x + 1)", "l.map(item, item + 1)"), ("l.filter(x, x.x == x)", "l.filter(y, y.x == y)"),
      ("l.map(x, m.map(y, x + y))", "l.map(a, m.map(b, a + b))"), ("l.map(x, m.map(x, x))", "l.map(x, m.map(y, y))"),
      ("cel.bind(x, x, x)", "cel.bind(y, x, y)"), ("m.transformMap(k, v, k + v)", "m.transformMap(a, b, a + b)"),
      ("l.map(x, x > 1, x)", "l.map(y, y > 1, y)"), ("l.map(x, c ? x : d)", "l.map(y, c ? y : d)"),
      ("l.exists(x, l.all(y, y == x)) && l.exists(x, x)", "l.exists(y, l.all(x, x == y)) && l.exists(z, z)"),
    ])
  func same(_ first: String, _ second: String) { #expect(form(first) == form(second)) }

  @Test(
    "another meaning",
    arguments: [
      ("a == b", "b == a"), ("1", "1.0"), ("1", "1u"), ("'1'", "1"), ("'a'", "b'a'"), ("inputs.a-b", "inputs.a - b"),
      ("l.map(x, x)", "l.map(x, y)"), ("l.map(x, y)", "l.map(y, y)"), ("l.map(x, y.x)", "l.map(y, y.x)"),
      ("l.map(x, m.map(y, x))", "l.map(x, m.map(y, y))"), ("l.map(x, {x: 1})", "l.map(y, {x: 1})"),
      ("l.map(x, {?x: a})", "l.map(y, {?x: a})"), ("cel.bind(x, x, x)", "cel.bind(y, y, y)"), ("a", "a b"),
      ("'a b'", "'a  b'"),
    ])
  func different(_ first: String, _ second: String) { #expect(form(first) != form(second)) }
}
