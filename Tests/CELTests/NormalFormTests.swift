import Testing

@testable import CEL

@Suite("Expressions that differ only in how they were written have one form")
struct NormalFormTests {
  private let environment = {
    var environment = Environment()
    for name in ["a", "b", "c", "item"] { environment.declare(name, .dyn) }
    return environment
  }()

  private func form(_ source: String) throws -> String {
    try #require(environment.normalForm(of: source), "\(source)").description
  }

  @Test(
    "the same",
    arguments: [
      ("a.b==1", " a . b  == 1 // so"), ("a.b == 1", "1 == a.b"), ("a > b", "b < a"), ("a >= b", "b <= a"),
      ("a && b && c", "c && (b && a)"), ("a && b && a", "b && a"), ("a || b", "b || a"),
      ("!(a == 1 && b == 2)", "a != 1 || b != 2"), ("!(a == 1 || b)", "!b && a != 1"), ("!!(a == b)", "a == b"),
      ("a in ['x', 'y']", "a == 'y' || 'x' == a"), ("a in ['x']", "a == 'x'"),
      ("item.list.exists(x, x == 1)", "item.list.exists(element, 1 == element)"),
      (
        "item.list.map(x, item.list.map(y, x + y))", "item.list.map(y, item.list.map(x, y + x))"
      ),
      ("cel.bind(x, a.b, x == 1 && b == x)", "a.b == 1 && b == a.b"),
      ("cel.bind(x, a.map(y, y), b.map(z, x))", "b.map(k, a.map(l, l))"),
      ("a == 1 + 2", "a == 3"), ("a == 'x' + 'y'", "a == 'xy'"), ("a == duration('60s')", "a == duration('1m')"),
      ("a == 1 ? b : c", "a != 1 ? c : b"), ("a == 1 ? true : false", "a == 1"), ("true ? a : b", "a"),
      ("false || a == 1", "a == 1"), ("item['name'] == 1", "item.name == 1"), ("size(a) > 1", "1 < a.size()"),
      ("a * 2", "2 * a"), ("(((a)))", "a"),
      ("a == \"it's (\\\" \"", "'it\\'s (\" ' == a"),
    ])
  func same(_ left: String, _ right: String) throws { #expect(try form(left) == form(right)) }

  @Test(
    "not said to be the same",
    arguments: [
      ("a == 1", "a == 2"), ("a == 1", "a == '1'"), ("a < b", "b < a"), ("!(a < b)", "a >= b"), ("a + b", "b + a"),
      ("a - b", "b - a"), ("a && true", "a"), ("a == 1", "a == 1u"), ("a ? b : c", "a ? c : b"),
      ("item.a", "item.?a"), ("has(item.a)", "item.a"), ("[a, b]", "[b, a]"), ("{'a': a, 'b': b}", "{'b': b, 'a': a}"),
      ("item.list.map(x, item.list.map(y, x + y))", "item.list.map(x, item.list.map(y, y + x))"),
      ("item.list.all(x, x == 1)", "item.list.exists(x, x == 1)"), ("a == 1 / 0", "a == 2 / 0"),
      ("item['a b']", "item['a  b']"), ("a in [b]", "a == b"), ("x && y || z", "x && (y || z)"), ("a.f(b)", "f(a, b)"),
    ])
  func different(_ left: String, _ right: String) throws { #expect(try form(left) != form(right)) }

  @Test("what does not parse, and what would be too long, has none")
  func none() {
    #expect(environment.normalForm(of: "a ==") == nil)
    var doubled = "x40"
    for number in (1...40).reversed() {
      let before = number == 1 ? "a" : "x\(number - 1)"
      doubled = "cel.bind(x\(number), \(before) + \(before), \(doubled))"
    }
    #expect(environment.normalForm(of: doubled) == nil)
  }
}
