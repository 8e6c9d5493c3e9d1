import CEL
import TreatyTestSupport
import Testing

@Suite("What the reference says of a function is so")
struct ReferenceTests {
  private static let libraries = [Library].standard + [.integration, .blocks]

  @Test("every function and macro has words, and an example that compiles and has a result", arguments: libraries)
  func words(_ library: Library) {
    #expect(library.doc.hasSuffix("."), "\(library.name)")
    let environment = Environment(libraries: ReferenceTests.libraries)
    for entry in library.functions.map({ ($0.name, $0.doc, $0.example, $0.errors) })
      + library.macros.map({ ($0.name, $0.doc, $0.example, $0.errors) })
    {
      let (name, doc, example, errors) = entry
      #expect(doc.hasSuffix("."), "\(name)")
      #expect(!errors.hasSuffix(".") && errors.first?.isUppercase != true || errors.hasPrefix("NaN"), "\(name)")
      let compilation = environment.compile(example)
      #expect(compilation.issues == [], "\(example)")
      let value = compilation.program?.evaluate(Activation())
      #expect(value != nil && value?.failure == nil, "\(example): \(value?.description ?? "")")
    }
  }

  @Test(
    "the result that is shown is CEL for the same value",
    arguments: FunctionReference(libraries).sections.flatMap(\.entries))
  func results(_ entry: FunctionReference.Entry) throws {
    let environment = Environment(libraries: ReferenceTests.libraries)
    let shown = environment.compile(entry.result)
    #expect(shown.issues == [], "\(entry.result)")
    let value = try #require(environment.compile(entry.example).program).evaluate(Activation())
    let again = try #require(shown.program).evaluate(Activation())
    #expect(Value.areEqual(value, again) && value.typeName == again.typeName, "\(entry.example) is \(entry.result)")
  }

  @Test(
    "values as CEL",
    arguments: [
      ("1.0", "1.0"), ("-2.5", "-2.5"), ("1e300", "1e+300"), ("0.0 / 0.0", "double('NaN')"), ("7u", "7u"),
      (#"'it\'s\n\\' + "\x01""#, #"'it\'s\n\\\x01'"#), (#"b'\xff\'a'"#, #"b'\xFF\'a'"#), ("[1, [null]]", "[1, [null]]"),
      ("{'a': {true: 1u}}", "{'a': {true: 1u}}"), ("duration('90m')", "duration('5400s')"), ("type([])", "list"),
      ("cidr('192.0.2.7/24')", "cidr('192.0.2.7/24')"), ("optional.of(ip('::1'))", "optional.of(ip('::1'))"),
    ])
  func source(_ source: String, _ shown: String) throws {
    let value = try #require(Environment().compile(source).program).evaluate(Activation())
    #expect(value.celSource == shown)
    #expect(try #require(Environment().compile(shown).program).evaluate(Activation()).celSource == shown)
  }

  @Test(
    "overloads that differ in one place are one line, and no other is lost",
    arguments: [
      ("+", ["int + int -> int", "timestamp + duration -> timestamp"]),
      ("<", ["(int|uint|double) < (int|uint|double) -> bool", "string < string -> bool"]),
      ("in", ["A in (list(A)|map(A, B)) -> bool"]), ("-x", ["-int -> int", "-double -> double"]),
      ("[ ]", ["list(A)[int] -> A"]), ("split", ["string.split(string) -> list(string)"]),
      ("contains", ["string.contains(string) -> bool"]),
      ("size", ["size(string|bytes|list(A)|map(A, B)) -> int", "(string|bytes|list(A)|map(A, B)).size() -> int"]),
      ("math.greatest", ["math.greatest(int, int, … up to 10) -> int", "math.greatest(int|list(int)) -> int"]),
      ("map", ["list.map(x, value)", "list.map(x, condition, value)"]),
    ])
  func signatures(_ name: String, _ wanted: [String]) throws {
    let entry = try #require(FunctionReference(.standard).sections.flatMap(\.entries).first { $0.name == name })
    for line in wanted { #expect(entry.signatures.contains(line), "\(entry.signatures)") }
  }

  @Test("a library of a host is described like ours")
  func host() {
    let library = Library(
      name: "desk", doc: "What the desk needs.",
      functions: [
        Function(
          "desk.is_open", "Whether the desk is open.", example: "desk.is_open(9)", errors: "the hour is none",
          [.global([.int], .bool)], .one { _ in .bool(true) })
      ])
    #expect(
      FunctionReference([library]).markdown(heading: 3) == """
        ### desk
        What the desk needs.

        #### `desk.is_open`
        Whether the desk is open. `desk.is_open(9)` is `true`. Fails when the hour is none.

        - `desk.is_open(int) -> bool`

        """)
  }
}
