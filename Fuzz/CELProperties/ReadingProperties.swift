import CEL

/// What must hold of everything that reads bytes from outside, whatever the bytes are.
///
/// The last byte of an input is no part of the text: it chooses limits, so that a text file that ends in a new line is an input.
public enum ReadingProperties {
  /// What does not hold; that it comes back, without a trap and soon, is for the caller to see.
  public static func violations(by input: [UInt8]) -> [String] {
    let control = Int(input.last ?? 0)
    let bytes = Array(input.dropLast())
    let text = String(decoding: bytes, as: UTF8.self)
    return expression(text, control) + template(text) + json(bytes, depth: control & 0x7F) + times(text)
      + patterns(text)
  }

  // MARK: Expressions

  private static func expression(_ source: String, _ control: Int) -> [String] {
    let compilation = environments[control % environments.count].compile(source)
    var violations = Ranges(source).violations(of: compilation)
    if compilation.program == nil, compilation.issues.isEmpty { violations.append("neither a program nor an issue") }
    for path in compilation.references where path.isEmpty { violations.append("a reference to nothing") }
    return violations
  }

  private static let environments: [Environment] = [250, 0, 1, 5, 20].map { depth in
    var environment = Environment(
      container: depth == 20 ? "a.b" : "",
      parse: ParseOptions(size: 4096, depth: depth, hyphenatedRoots: depth == 20 ? ["tables": 2] : [:]))
    environment.declare("x", .dyn)
    environment.declare("a.b.c", .list(.int))
    environment.declare("tables", .map(.string, .dyn))
    return environment
  }

  private static func template(_ text: String) -> [String] {
    let ranges = Ranges(text)
    let template: Template
    do throws(Issue) { template = try Template.parse(text) } catch {
      return ranges.violations(of: error.range, "an issue of a template: \(error.message)")
    }
    let bytes = Array(text.utf8)
    return template.pieces.flatMap { piece -> [String] in
      guard case .expression(let source, let range) = piece else { return [] }
      let wrong = ranges.violations(of: range, "an expression of a template")
      guard wrong.isEmpty, String(decoding: bytes[range], as: UTF8.self) != source else { return wrong }
      return ["`\(source)` does not stand in the template at \(range)"]
    }
  }

  // MARK: Values

  /// What was read is read again from what it is written as.
  private static func json(_ bytes: [UInt8], depth: Int) -> [String] {
    let limits = JSONLimits(depth: depth)
    let value: Value
    do throws(JSONFailure) { value = try Value(json: bytes, limits: limits) } catch {
      return (0...bytes.count).contains(error.offset) ? [] : ["\(error) lies outside the text"]
    }
    let written = value.json()
    var violations: [String] = []
    if let again = try? Value(json: written, limits: limits) {
      if again.json() != written { violations.append("JSON changes when it is read and written again") }
    } else {
      violations.append("JSON that was written cannot be read")
    }
    guard let canonical = try? value.canonicalJSON(), let again = try? Value(json: canonical, limits: limits) else {
      return violations + ["JSON that was read has no canonical form that can be read"]
    }
    if (try? again.canonicalJSON()).map({ $0.count >= canonical.count }) != true {
      violations.append("canonical JSON has no canonical form")
    }
    return violations
  }

  private static func times(_ text: String) -> [String] {
    var violations: [String] = []
    if let time = Timestamp(rfc3339: text), Timestamp(rfc3339: time.rfc3339) != time {
      violations.append("\(time.rfc3339) is not the time that it was written from")
    }
    if let span = TimeSpan(text: text), TimeSpan(text: span.text) != span {
      violations.append("\(span.text) is not the length of time that it was written from")
    }
    return violations
  }

  /// Readers that only a function reaches: numbers, base64, zones, patterns, formats.
  private static func patterns(_ text: String) -> [String] {
    for program in readers {
      _ = program.evaluate(slots: [.string(text)], budget: Program.Budget(steps: 20_000, bytes: 1 << 20))
    }
    return []
  }

  private static let readers: [Program] = {
    var environment = Environment()
    environment.declare("x", .string)
    return [
      "int(x)", "uint(x)", "double(x)", "bool(x)", "bytes(x)", "base64.decode(x)", "'aé1 k'.matches(x)",
      "regex.replace('aé1 k', x, '[\\\\0]')", "regex.replace('aé1', '(a)|é', x)", "regex.extractAll(x, '(a*)b|é')",
      "timestamp(1700000000).getHours(x)", "x.format([1, 2u, -3.5e300, 'a', [null], {'k': b'\\xff'}])",
      "strings.quote(x)", "x.trim().reverse().split('')", "'%s %.3f %x'.format([x, 1.5, x])",
    ].compactMap { environment.compile($0).program }
  }()
}

/// Holds ranges against the source that they are to lie in.
struct Ranges {
  private let bytes: [UInt8]

  init(_ source: String) { bytes = Array(source.utf8) }

  func violations(of compilation: Compilation) -> [String] {
    compilation.issues.flatMap { violations(of: $0.range, "an issue: \($0.message)") }
      + compilation.issues.filter { $0.message.isEmpty }.map { "an issue without a message at \($0.range)" }
      + compilation.parts.flatMap { violations(of: $0.range, "a part of type \($0.type)") }
  }

  /// A range lies in the source, and cuts no code point: an editor could not underline half of one.
  func violations(of range: Range<Int>, _ what: String) -> [String] {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
      return ["\(range) lies outside the source of \(bytes.count) bytes: \(what)"]
    }
    for bound in [range.lowerBound, range.upperBound] where bound < bytes.count && bytes[bound] & 0xC0 == 0x80 {
      return ["\(range) cuts a code point: \(what)"]
    }
    return []
  }
}
