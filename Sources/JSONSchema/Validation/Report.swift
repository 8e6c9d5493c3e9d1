import CEL

/// What was found wrong with a value, and where in it the evaluation is.
struct Report {
  /// Found so far, in the order of the value.
  private(set) var findings: [Finding] = []
  /// Steps from the value's root.
  var path: [PathStep]
  /// Most findings that are wanted.
  private let most: Int

  init(most: Int, path: [PathStep] = []) {
    self.most = most
    self.path = path
  }

  /// Whether no more is wanted.
  var isFull: Bool { findings.count >= most }

  /// Notes what is wrong with the part at ``path``; `predicate` is the sentence without its subject.
  mutating func add(_ predicate: String, keyword: String, kind: Finding.Kind = .other) {
    guard !isFull else { return }
    let subject = PathStep.subject(path)
    let violation = SchemaViolation(
      pointer: PathStep.pointer(path), keyword: keyword,
      message: subject.isEmpty ? predicate : "\(subject) \(predicate)")
    findings.append(Finding(violation: violation, kind: kind, depth: path.count))
  }

  /// Notes what was found by another report with the same path.
  mutating func add(_ finding: Finding) {
    if !isFull { findings.append(finding) }
  }
}

/// One thing that was found wrong.
struct Finding {
  /// What tells which of several forms a value was meant to have.
  enum Kind {
    /// The value is of another kind.
    case type
    /// The value is none of those that are listed.
    case choice
    case other
  }

  var violation: SchemaViolation
  var kind: Kind
  /// Number of steps from the value's root.
  var depth: Int
}

/// A step into a value.
enum PathStep {
  case field(Text)
  case element(Int)
  /// The name of a property, instead of what it holds.
  case name(Text)

  /// As a JSON pointer (RFC 6901).
  static func pointer(_ path: [PathStep]) -> String {
    path.map { step in
      switch step {
      case .field(let name), .name(let name): "/" + JSONPointer.escape(name.string)
      case .element(let place): "/\(place)"
      }
    }.joined()
  }

  /// As the subject of a sentence: `` `items[2].price` ``; empty for the root.
  static func subject(_ path: [PathStep]) -> String {
    guard let last = path.last else { return "" }
    if case .name(let name) = last { return "the name `\(shown(name))`" }
    var text = ""
    for step in path {
      switch step {
      case .element(let place): text += "[\(place)]"
      case .field(let name), .name(let name):
        let name = shown(name)
        let isPlain = name.utf8.allSatisfy { isWord($0) } && !name.isEmpty
        text += isPlain ? (text.isEmpty ? name : "." + name) : "[\"\(name)\"]"
      }
    }
    return "`\(text)`"
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  /// A name as it is shown: on one line, and not longer than one.
  static func shown(_ name: Text) -> String {
    let mostShown = 60
    let string = name.string
    var text = String.UnicodeScalarView(string.unicodeScalars.prefix(mostShown).map { $0.value < 0x20 ? " " : $0 })
    if text.count < string.unicodeScalars.count { text.append("…") }
    return String(text)
  }
}
