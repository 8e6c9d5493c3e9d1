public import CEL
import Crypto

/// Values that stand for classified ones where messages leave the house: of the same shape, the same for the same value, and nothing that leads back
/// to it without the key.
///
/// Each letter has another letter in its place, each digit another digit; what stands between them stays, and so lengths, most patterns, and what
/// records are told apart by. Of few values, such as those of an enumeration, who counts them can guess which is which.
public struct StandIns: Sendable {
  private let key: SymmetricKey

  /// - Parameter key: 32 bytes at random, that nobody else has.
  public init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// What stands for a value.
  public func value(for leaf: ClassifiedLeaf) -> Value {
    if case .enumeration(let type) = leaf.type, !type.values.isEmpty {
      var random = stream("enum", leaf.value.json())
      return .string(type.values[Int(random.next() % UInt64(type.values.count))])
    }
    switch leaf.value {
    case .null: return .null
    // Of two values either would say it.
    case .bool: return .bool(false)
    case .text(let text): return .string(self.text(for: text.string, hidesAll: leaf.dataClass == .secret))
    case .int(let int): return .int(self.int(for: int, leaf.constraints))
    case .uint(let uint): return .int(self.int(for: Int64(clamping: uint), leaf.constraints))
    case .double(let double): return .double(self.double(for: double, leaf.constraints))
    default: return .null
    }
  }

  // MARK: Texts

  private func text(for text: String, hidesAll: Bool) -> String {
    if let time = Timestamp(rfc3339: text), let shifted = self.time(for: time, text) { return shifted }
    if let address = self.address(for: text) { return address }
    // What an address begins with says how to read it.
    if let scheme = text.firstRange(of: "://"), text[..<scheme.lowerBound].allSatisfy(\.isLetter) {
      return text[..<scheme.upperBound] + letters(for: String(text[scheme.upperBound...]), hidesAll: hidesAll)
    }
    return letters(for: text, hidesAll: hidesAll)
  }

  private func letters(for text: String, hidesAll: Bool) -> String {
    let scalars = text.unicodeScalars
    let known = scalars.filter(\.isLetterOrDigit)
    // By what is between them alone, it would be told.
    let hidesAll = hidesAll || known.isEmpty
    let isHex = known.count >= 8 && known.allSatisfy(\.isHexDigit) && known.contains(where: \.isDigit)
    for round in 0..<8 {
      var random = stream("text \(round)", Array(text.utf8))
      var made = String.UnicodeScalarView()
      for (index, scalar) in scalars.enumerated() {
        made.append(standIn(for: scalar, isFirst: index == 0, isHex: isHex, hidesAll: hidesAll, &random))
      }
      let result = String(made)
      if result != text { return result }
    }
    return text.isEmpty ? "" : String(repeating: "x", count: scalars.count)
  }

  private func standIn(
    for scalar: Unicode.Scalar, isFirst: Bool, isHex: Bool, hidesAll: Bool, _ random: inout Stream
  ) -> Unicode.Scalar {
    func pick(_ first: Unicode.Scalar, _ count: UInt64) -> Unicode.Scalar {
      Unicode.Scalar(UInt8(first.value) + UInt8(random.next() % count))
    }
    switch scalar {
    // A number that begins with a zero is another kind of number.
    case "0" where isFirst && !hidesAll: return "0"
    case "1"..."9" where isFirst: return pick("1", 9)
    case "0"..."9": return pick("0", 10)
    case "a"..."z": return pick("a", isHex ? 6 : 26)
    case "A"..."Z": return pick("A", isHex ? 6 : 26)
    case " ", "\n", "\t": return scalar
    default: return scalar.isASCII && !hidesAll ? scalar : pick("a", 26)
    }
  }

  /// Another day at the same time of day: a time stays one, in the zone that it was in.
  private func time(for time: Timestamp, _ text: String) -> String? {
    var random = stream("time", Array(text.utf8))
    let days = Int64(random.next() % 3_600) - 1_800
    let moved = Timestamp(millisecondsSinceEpoch: time.millisecondsSinceEpoch + (days == 0 ? 1_800 : days) * 86_400_000)
    return moved.rfc3339
  }

  private func address(for text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else { return nil }
    var random = stream("address", Array(text.utf8))
    return (0..<4).map { _ in "\(1 + random.next() % 254)" }.joined(separator: ".")
  }

  // MARK: Numbers

  private func int(for int: Int64, _ constraints: Constraints?) -> Int64 {
    var random = stream("int", Array("\(int)".utf8))
    let digits = min(18, "\(int.magnitude)".count)
    let least = (1..<digits).reduce(1) { power, _ in power * 10 }
    let span = UInt64(least * 9)
    let magnitude = digits == 1 ? Int64(random.next() % 10) : Int64(least) + Int64(random.next() % span)
    return Int64(clamped(Double(int < 0 ? -magnitude : magnitude), constraints, isWhole: true, &random) ?? 0)
  }

  private func double(for double: Double, _ constraints: Constraints?) -> Double {
    var random = stream("double", Value.double(double).json())
    let share = Double(random.next() % 9_000) / 1_000 + 1
    let magnitude = share * double.magnitude / 5
    return clamped(double < 0 ? -magnitude : magnitude, constraints, isWhole: false, &random) ?? 0
  }

  /// As it is where that is allowed; else something between the least and the greatest that are.
  private func clamped(_ number: Double, _ constraints: Constraints?, isWhole: Bool, _ random: inout Stream) -> Double?
  {
    let (least, most) = (constraints?.minimum, constraints?.maximum)
    if number >= least ?? -.infinity, number <= most ?? .infinity { return number }
    guard let least, let most, most > least else { return least ?? most }
    let made = least + Double(random.next() % 1_000_000) / 1_000_000 * (most - least)
    return isWhole ? max(least, made.rounded(.down)) : made
  }

  // MARK: Chance

  /// Numbers that come of the key and a value: HMAC-SHA256 over a counter, a label and the value.
  private struct Stream {
    let key: SymmetricKey
    let seed: [UInt8]
    var counter: UInt64 = 0
    var bytes: [UInt8] = []

    mutating func next() -> UInt64 {
      if bytes.count < 8 {
        let block = withUnsafeBytes(of: counter.bigEndian) { Array($0) } + seed
        bytes = Array(HMAC<SHA256>.authenticationCode(for: block, using: key))
        counter += 1
      }
      let number = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      bytes.removeLast(8)
      return number
    }
  }

  private func stream(_ label: String, _ value: [UInt8]) -> Stream {
    Stream(key: key, seed: Array("\(label)\n".utf8) + value)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isHexDigit: Bool { isDigit || ("a"..."f").contains(self) || ("A"..."F").contains(self) }
  fileprivate var isLetterOrDigit: Bool {
    isDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) || !isASCII
  }
}
