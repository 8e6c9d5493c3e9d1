import CRE2

/// A regular expression with RE2's syntax and meaning: found anywhere, in time linear in the text, without look-around and
/// back-references. The engine is RE2 itself, the system's libre2.
package struct Pattern: Sendable {
  /// Why a pattern cannot be read: what is wrong, and what to write instead.
  package struct Failure: Error {
    /// As the end of a sentence: `it is too large: repeat less`.
    package var message: String
  }

  /// Most bytes of a pattern. RE2 reads some patterns in time quadratic in their length: `x?` 16,000 times takes a second.
  static let mostBytes = 1 << 15

  /// Bytes that a program and its states may take. `(\pL{10}){10}` fits; reading what does not fit takes up to 0.25 s.
  private static let memory: Int64 = 4 << 20

  /// Number of instructions of the program.
  package let size: Int
  /// Number of capturing groups.
  let groups: Int
  /// How far behind the end of a match a search can look before it is sure of the match; `nil` when to the end of the text.
  private let reach: Int?
  private let machine: Machine

  /// Reads a pattern.
  init(_ text: Text) throws(Failure) {
    guard text.byteCount <= Pattern.mostBytes else { throw .tooLong }
    let source = try PatternSource(text)
    var error = CRE2Error.internal
    var part = [CChar](repeating: 0, count: 64)
    let pointer = source.bytes.withBytes {
      cre2_compile($0.baseAddress, $0.count, Pattern.memory, &error, &part, part.count)
    }
    guard let pointer else {
      throw Failure(error, part: part.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, of: text)
    }
    machine = Machine(pointer)
    size = machine.size
    groups = machine.groups
    reach = source.isLocal ? (source.hasCounts ? size : min(size, 4 * text.byteCount)) : nil
  }

  /// The same, taking steps for what the reading costs, at some 50 ns a step: 5 µs for a short pattern, and quadratic for a long one
  /// at worst. Where too few are left the pattern is not read.
  package init(_ text: Text, _ steps: inout Int) throws(Failure) {
    let count = min(text.byteCount, Pattern.mostBytes)
    steps -= 8 * count + (count * count) >> 6
    guard steps >= 0 else { throw Failure(message: "too few steps are left to read it") }
    do {
      try self.init(text)
    } catch {
      // RE2 gives up on a large one only after it has made most of it.
      if error.isTooLarge { steps -= 1 << 20 }
      throw error
    }
    steps -= 8 * size
  }

  /// Whether the pattern is found in a text.
  func isFound(in text: Text) -> Bool { machine.isFound(in: text) }

  /// The same, taking steps for what it looks at; not found where none is left.
  func isFound(in text: Text, _ steps: inout Int) -> Bool {
    steps -= cost(text.byteCount)
    return steps >= 0 && isFound(in: text)
  }

  /// The same for UTF-8 bytes.
  package func isFound(in bytes: UnsafeBufferPointer<UInt8>, _ steps: inout Int) -> Bool {
    steps -= cost(bytes.count)
    return steps >= 0 && machine.isFound(in: bytes)
  }

  /// What a match took.
  struct Match {
    fileprivate let bounds: UnsafeMutableBufferPointer<Int>

    /// The bytes of the whole match, and for another number those of a group; `nil` for a group that took no part.
    subscript(group: Int) -> Range<Int>? {
      let start = bounds[2 * group]
      return start < 0 ? nil : start..<bounds[2 * group + 1]
    }
  }

  /// Calls `visit` with each match from the left, none of which overlap, until it answers `false`; an empty one does not count where
  /// the one before ended. The match knows groups up to `last`, of which there are at most 9. Takes steps, and ends when none is left.
  func eachMatch(in text: Text, groupsTo last: Int = 0, _ steps: inout Int, _ visit: (Match) -> Bool) {
    // All searches together go over the text once, and each over a part of what follows its match.
    steps -= cost(text.byteCount)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * (last + 1)) { bounds in
      bounds.initialize(repeating: -1)
      let match = Match(bounds: bounds)
      text.withBytes { bytes in
        var offset = 0
        var previous = -1
        while offset <= bytes.count {
          steps -= costAhead(bytes.count - offset)
          guard steps >= 0, machine.match(bytes, from: offset, bounds, last + 1), let whole = match[0] else { return }
          if !whole.isEmpty || whole.upperBound != previous, !visit(match) { return }
          offset = whole.upperBound
          previous = offset
          guard whole.isEmpty else { continue }
          repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
        }
      }
    }
  }

  /// Steps for a search of some bytes, the same however it goes, so that what an evaluation may do depends on nothing but its input.
  ///
  /// RE2 mostly takes 1 or 2 ns a byte. Where its automaton has too many states it follows all ways at once instead, which takes up to
  /// 16 ns for each byte and instruction: `(?:a{0,30}){0,30}b` does. A step is 50 ns, so the worst takes ten times what it pays.
  private func cost(_ bytes: Int) -> Int { 2 + (bytes * size) >> 5 }

  /// Steps for what a search looks at behind its match. Mostly that is little, even where it can be all: a sixteenth.
  private func costAhead(_ rest: Int) -> Int { reach.map { cost(min(rest, $0)) } ?? 2 + (rest * size) >> 9 }
}

/// RE2's program. It is never changed, and RE2 promises that what does not change a program may be done from several threads at once:
/// it guards by itself the states that it remembers.
private final class Machine: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { cre2_free(pointer) }

  var size: Int { Int(cre2_size(pointer)) }

  var groups: Int { Int(cre2_groups(pointer)) }

  func isFound(in text: Text) -> Bool { text.withBytes { isFound(in: $0) } }

  func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    cre2_is_found(pointer, bytes.baseAddress, bytes.count)
  }

  func match(
    _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, _ bounds: UnsafeMutableBufferPointer<Int>, _ count: Int
  ) -> Bool {
    guard let start = bounds.baseAddress else { return false }
    return cre2_match(pointer, bytes.baseAddress, bytes.count, offset, start, Int32(count))
  }
}
