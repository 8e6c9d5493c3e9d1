/// A regular expression with RE2's syntax and meaning: found anywhere, in time linear in the text, without look-around and
/// back-references. A simulation of all ways at once (Thompson, Pike), so no pattern can make it slow.
struct Pattern: Sendable {
  /// Why a pattern cannot be read.
  struct Failure: Error {
    var message: String
  }

  /// One step of the machine.
  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case assert(Assertion)
    case match
  }

  /// What must hold between two code points.
  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }

  /// Most steps that a pattern may come to: `(a{1000}){1000}` would be a million.
  static let mostInstructions = 20_000

  private let program: [Instruction]

  /// Number of steps of the machine.
  var size: Int { program.count }

  /// Reads a pattern.
  init(_ text: Text) throws(Failure) {
    var parser = PatternParser(text.scalars)
    let tree = try parser.parseWhole()
    var builder = PatternBuilder()
    try builder.add(tree)
    builder.instructions.append(.match)
    program = builder.instructions
  }

  /// Whether the pattern is found in a text.
  func isFound(in text: Text) -> Bool {
    var steps = Int.max
    return isFound(in: text, &steps)
  }

  /// The same, taking steps for what it looks at; not found where none is left.
  func isFound(in text: Text, _ steps: inout Int) -> Bool {
    text.withBytes { bytes in
      var current = ThreadSet(program.count)
      var next = ThreadSet(program.count)
      var index = 0
      var before: UInt32?
      while true {
        let (scalar, length) = Pattern.decode(bytes, at: index)
        // A new way in begins at every place, for the pattern may be found anywhere.
        if follow(0, &current, before, scalar) { return true }
        steps -= 1 + current.members.count >> 2
        guard let scalar, steps >= 0 else { return false }
        next.removeAll()
        let after = Pattern.decode(bytes, at: index + length).scalar
        for place in current.members {
          let goesOn: Bool
          switch program[place] {
          case .scalar(let wanted): goesOn = wanted == scalar
          case .set(let set): goesOn = set.contains(scalar)
          default: goesOn = false
          }
          if goesOn, follow(place + 1, &next, scalar, after) { return true }
        }
        swap(&current, &next)
        before = scalar
        index += length
      }
    }
  }

  /// Adds a place and all that is reached from it without reading; `true` when the end is.
  private func follow(_ start: Int, _ threads: inout ThreadSet, _ before: UInt32?, _ after: UInt32?) -> Bool {
    var pending = [start]
    while let place = pending.popLast() {
      guard threads.insert(place) else { continue }
      switch program[place] {
      case .match: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assert(let assertion): if Pattern.holds(assertion, before, after) { pending.append(place + 1) }
      case .scalar, .set: break
      }
    }
    return false
  }

  private static func holds(_ assertion: Assertion, _ before: UInt32?, _ after: UInt32?) -> Bool {
    switch assertion {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == 10
    case .lineEnd: after == nil || after == 10
    case .wordBoundary: isWord(before) != isWord(after)
    case .noWordBoundary: isWord(before) == isWord(after)
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool { scalar.map { ScalarSet.word.contains($0) } ?? false }

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32?, length: Int) {
    guard index < bytes.count else { return (nil, 0) }
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= bytes.count else { return (0xFFFD, bytes.count - index) }
    var scalar = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (scalar, length)
  }
}

/// Places of the machine, each at most once, in order of arrival.
private struct ThreadSet {
  private(set) var members: [Int] = []
  private var marks: [UInt32]
  private var mark: UInt32 = 1

  init(_ count: Int) { marks = Array(repeating: 0, count: count) }

  mutating func insert(_ place: Int) -> Bool {
    guard marks[place] != mark else { return false }
    marks[place] = mark
    members.append(place)
    return true
  }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    mark += 1
  }
}

/// A set of code points.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var categories: [[Unicode.GeneralCategory]] = []
  var excludedCategories: [[Unicode.GeneralCategory]] = []
  var isNegated = false
  var ignoresCase = false

  static let digit = ScalarSet(ranges: [48...57])
  static let word = ScalarSet(ranges: [48...57, 65...90, 95...95, 97...122])
  static let space = ScalarSet(ranges: [9...10, 12...13, 32...32])
  static let anyButNewline = ScalarSet(ranges: [10...10], isNegated: true)
  static let any = ScalarSet(isNegated: true)

  func contains(_ scalar: UInt32) -> Bool {
    let isIn = ignoresCase ? ScalarSet.variants(of: scalar).contains { has($0) } : has(scalar)
    return isIn != isNegated
  }

  private func has(_ scalar: UInt32) -> Bool {
    if ranges.contains(where: { $0.contains(scalar) }) { return true }
    guard !categories.isEmpty || !excludedCategories.isEmpty,
      let category = Unicode.Scalar(scalar)?.properties.generalCategory
    else {
      return false
    }
    return categories.contains { $0.contains(category) } || excludedCategories.contains { !$0.contains(category) }
  }

  /// The code points that differ from one only in case: simple folding, with the two that fold to letters of ASCII.
  static func variants(of scalar: UInt32) -> [UInt32] {
    guard let character = Unicode.Scalar(scalar) else { return [scalar] }
    var variants = [scalar]
    for mapped in [character.properties.lowercaseMapping, character.properties.uppercaseMapping] {
      if mapped.unicodeScalars.count == 1, let one = mapped.unicodeScalars.first { variants.append(one.value) }
    }
    if variants.contains(0x6B) { variants.append(0x212A) }
    if variants.contains(0x73) { variants.append(0x17F) }
    return variants
  }

  mutating func formUnion(_ other: ScalarSet) {
    if other.isNegated {
      ranges += ScalarSet.complement(of: other.ranges)
      excludedCategories += other.categories
      categories += other.excludedCategories
    } else {
      ranges += other.ranges
      categories += other.categories
      excludedCategories += other.excludedCategories
    }
  }

  private static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var out: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { out.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    // An empty set of ranges with categories must not become everything.
    if ranges.isEmpty { return [] }
    if next <= 0x10FFFF { out.append(next...0x10FFFF) }
    return out
  }
}

/// What a pattern says.
indirect enum PatternTree {
  case empty
  case set(ScalarSet)
  case scalar(UInt32)
  case assertion(Pattern.Assertion)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// At least `least` times and at most `most`, or without end.
  case repeated(PatternTree, least: Int, most: Int?)
}

private struct PatternBuilder {
  var instructions: [Pattern.Instruction] = []

  mutating func add(_ tree: PatternTree) throws(Pattern.Failure) {
    guard instructions.count < Pattern.mostInstructions else { throw Pattern.Failure(message: "it is too large") }
    switch tree {
    case .empty: break
    case .scalar(let scalar): instructions.append(.scalar(scalar))
    case .set(let set): instructions.append(.set(set))
    case .assertion(let assertion): instructions.append(.assert(assertion))
    case .sequence(let parts): for part in parts { try add(part) }
    case .choice(let parts): try add(choice: parts)
    case .repeated(let part, let least, let most): try add(part, least, most)
    }
  }

  private mutating func add(choice parts: [PatternTree]) throws(Pattern.Failure) {
    var exits: [Int] = []
    for (index, part) in parts.enumerated() {
      let split = instructions.count
      if index < parts.count - 1 { instructions.append(.split(split + 1, 0)) }
      try add(part)
      if index < parts.count - 1 {
        exits.append(instructions.count)
        instructions.append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func add(_ part: PatternTree, _ least: Int, _ most: Int?) throws(Pattern.Failure) {
    for _ in 0..<least { try add(part) }
    guard let most else {
      let split = instructions.count
      instructions.append(.split(0, 0))
      try add(part)
      instructions.append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<max(least, most) {
      splits.append(instructions.count)
      instructions.append(.split(0, 0))
      try add(part)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}
