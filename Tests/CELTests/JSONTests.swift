import CEL
import Foundation
import Testing

@Suite(
  "JSON is read by RFC 8259, and refused otherwise",
  .enabled(if: TestData.isPresent(TestData.suites), "no JSON suite at \(TestData.suites.path)"))
struct JSONSuiteTests {
  private static let parsing = TestData.suites.appendingPathComponent("json-suite/test_parsing")

  @Test("the whole suite: y_ is read, n_ is refused, i_ does no harm")
  func suite() throws {
    let files = TestData.files(in: JSONSuiteTests.parsing)
    #expect(files.count > 200)
    for file in files {
      let isRead = (try? Value(json: TestData.bytes(file))) != nil
      let name = file.lastPathComponent
      // RFC 7493: a key stands once. The suite leaves duplicates to the reader's choice but calls them valid.
      if name.hasPrefix("y_object_duplicated_key") {
        #expect(!isRead, "\(name): duplicate keys are refused")
      } else if name.hasPrefix("y_") {
        #expect(isRead, "\(name) is refused")
      } else if name.hasPrefix("n_") {
        #expect(!isRead, "\(name) is read")
      }
    }
  }

  @Test(
    "canonical JSON is RFC 8785's, byte for byte", arguments: ["arrays", "french", "structures", "unicode", "values"])
  func canonical(_ name: String) throws {
    let folder = TestData.suites.appendingPathComponent("jcs")
    let value = try Value(json: TestData.bytes(folder.appendingPathComponent("input/\(name).json")))
    let wanted = try TestData.bytes(folder.appendingPathComponent("output/\(name).json"))
    #expect(String(decoding: try value.canonicalJSON(), as: UTF8.self) == String(decoding: wanted, as: UTF8.self))
  }

  @Test("numbers are written as ECMAScript writes them (RFC 8785, appendix B)")
  func numbers() throws {
    let file = TestData.suites.appendingPathComponent("jcs/numbers.json")
    let cases = try #require(try Value(json: TestData.bytes(file)).asList)
    #expect(cases.count > 20)
    for number in cases {
      let bits = try #require(number["bits"]?.asString.flatMap { UInt64($0, radix: 16) })
      let written = try? Value.double(Double(bitPattern: bits)).canonicalJSON()
      #expect(written.map { String(decoding: $0, as: UTF8.self) } == number["text"]?.asString)
    }
  }
}

@Suite("JSON keeps what it reads")
struct JSONRoundTripTests {
  @Test(
    "compact text comes back byte for byte",
    arguments: [
      "null", "true", "[]", "{}", "0", "-1", "9223372036854775807", "18446744073709551615", "1.5",
      "-9223372036854775808",
      #"{"b":1,"a":[1,2,{"c":null}]}"#, #""\"\\\b\f\n\r\t\u0001\#u{7F}é😀""#, "1e-7", "1e+21", #"{"":""}"#,
    ])
  func roundTrip(_ text: String) throws {
    #expect(String(decoding: try Value(json: Array(text.utf8)).json(), as: UTF8.self) == text)
  }

  @Test(
    "a number is of the type that holds it",
    arguments: [
      ("1", "int"), ("-0", "int"), ("9223372036854775808", "uint"), ("18446744073709551616", "double"),
      ("1.0", "double"),
      ("1e2", "double"), ("-9223372036854775809", "double"), ("1e-999", "double"),
    ])
  func numberType(_ text: String, _ type: String) throws {
    #expect(try Value(json: Array(text.utf8)).typeName == type)
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      (#"{"a":1,"a":2}"#, 7, "`a`"), ("[1,]", 3, "value"), (#""\ud800""#, 1, "surrogate"), ("1e400", 0, "too large"),
      ("[1] 2", 4, "end"), ("\u{FEFF}1", 0, "value"), (#"{"a" 1}"#, 5, ":"), ("01", 0, "0"), ("\"a", 0, "closed"),
    ])
  func failures(_ text: String, _ offset: Int, _ word: String) {
    #expect {
      _ = try Value(json: Array(text.utf8))
    } throws: { error in
      guard let failure = error as? JSONFailure else { return false }
      return failure.offset == offset && failure.message.contains(word)
    }
  }

  @Test("depth is bounded, at the default and as asked")
  func depth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try Value(json: nested(100))
    #expect(throws: JSONFailure.self) { _ = try Value(json: nested(101)) }
    #expect(throws: JSONFailure.self) { _ = try Value(json: nested(1_000_000)) }
    #expect(throws: JSONFailure.self) { _ = try Value(json: nested(4), limits: JSONLimits(depth: 3)) }
  }

  @Test("an object with many keys finds each, and refuses one that stands twice")
  func manyKeys() throws {
    let fields = (0..<500).map { #""key\#($0)":\#($0)"# }
    let object = try Value(json: Array("{\(fields.joined(separator: ","))}".utf8))
    #expect((0..<500).allSatisfy { object["key\($0)"]?.asInt == Int64($0) })
    #expect(throws: JSONFailure.self) {
      _ = try Value(json: Array("{\((fields + [fields[3]]).joined(separator: ","))}".utf8))
    }
  }

  @Test("what JSON has no form for has one all the same")
  func otherValues() throws {
    let environment = Environment()
    func json(_ expression: String) throws -> String {
      let program = try #require(environment.compile(expression).program)
      return String(decoding: program.evaluate(Activation()).json(), as: UTF8.self)
    }
    #expect(try json("timestamp('2026-11-23T10:15:30.500Z')") == #""2026-11-23T10:15:30.5Z""#)
    #expect(try json("duration('1h30m')") == #""5400s""#)
    #expect(try json("b'\\xff\\x00'") == #""/wA=""#)
    #expect(try json("[double('NaN'), double('-Infinity')]") == #"["NaN","-Infinity"]"#)
    #expect(try json("{1: 'a', true: 2u}") == #"{"1":"a","true":2}"#)
    #expect(try json("[optional.of(1), optional.none()]") == "[1,null]")
    #expect(throws: JSONFailure.self) { _ = try Value.double(.nan).canonicalJSON() }
    #expect(try Value.int(1 << 53).canonicalJSON() == Array(#""9007199254740992""#.utf8))
    #expect(try Value.int((1 << 53) - 1).canonicalJSON() == Array("9007199254740991".utf8))
  }
}
