/// What lies at a place, without holding it: valid while somebody else holds the value and nobody writes to it.
///
/// For who goes over large values and keeps nothing: taking a text, a list or a map out of a value counts references, which takes longer
/// than most of what one wants to know of them.
package enum ValuePart {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A whole number without sign.
  case uint(UInt64)
  /// A decimal number.
  case double(Double)
  /// A text.
  case text(TextPart)
  /// The elements of a list.
  case list(UnsafeBufferPointer<Value>)
  /// The entries of a map.
  case map(MapPart)
  /// Any other kind, none of which JSON has.
  case other

  /// What lies at a place.
  package init(_ place: UnsafePointer<Value>) {
    switch place.pointee {
    case .null: self = .null
    case .bool(let bool): self = .bool(bool)
    case .int(let int): self = .int(int)
    case .uint(let uint): self = .uint(uint)
    case .double(let double): self = .double(double)
    case .text(let text): self = .text(TextPart(text))
    case .list(let list): self = .list(list.withUnsafeBufferPointer { $0 })
    case .map(let map): self = .map(MapPart(map))
    default: self = .other
    }
  }
}

/// A text that somebody else holds.
package struct TextPart {
  private let low: UInt64
  private let high: UInt64
  /// Where a longer text lies.
  private let start: UnsafePointer<UInt8>?

  /// A view of a text.
  package init(_ text: Text) {
    if let bytes = text.bytes {
      (low, high) = (0, text.high)
      start = bytes.withBytes { $0.baseAddress.map { $0 + Int(truncatingIfNeeded: text.low) } }
    } else {
      (low, high, start) = (text.low, text.high, nil)
    }
  }

  /// Number of bytes.
  package var byteCount: Int { Int(truncatingIfNeeded: start == nil ? high >> 56 : high) }

  /// Number of code points.
  package var count: Int { withBytes { Text.scalars(in: $0) } }

  /// See ``Text/quickHash``: the same for the same text.
  package var quickHash: UInt64 {
    guard let start else { return Text.inlineHash(low, high) }
    return Text.longHash(UnsafeBufferPointer(start: start, count: Int(truncatingIfNeeded: high)))
  }

  /// Runs `body` over the UTF-8 bytes.
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let start { return body(UnsafeBufferPointer(start: start, count: Int(truncatingIfNeeded: high))) }
    return withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) {
      body(UnsafeBufferPointer(rebasing: $0.bindMemory(to: UInt8.self)[..<Int(truncatingIfNeeded: high >> 56)]))
    }
  }

  /// Byte for byte.
  package static func == (left: TextPart, right: TextPart) -> Bool {
    guard let first = left.start, let second = right.start else {
      // What has more than fifteen bytes is never inline, so an inline text equals none that is not.
      return left.low == right.low && left.high == right.high && left.start == nil && right.start == nil
    }
    guard left.high == right.high else { return false }
    let count = Int(truncatingIfNeeded: left.high)
    return Text.areEqual(
      UnsafeBufferPointer(start: first, count: count), UnsafeBufferPointer(start: second, count: count))
  }
}

/// The entries of a map that somebody else holds, in order.
package struct MapPart {
  @usableFromInline let entries: UnsafePointer<MapEntry>
  /// Number of entries.
  package let count: Int
  private let storage: Unmanaged<MapStorage>

  /// A view of a map.
  package init(_ map: MapValue) {
    storage = Unmanaged.passUnretained(map.storage)
    (count, entries) = map.storage.withUnsafeMutablePointers { ($0.pointee.count, UnsafePointer($1)) }
  }

  /// Where the key at a place lies; places go from 0 to ``count`` - 1.
  @inlinable
  package func key(_ place: Int) -> UnsafePointer<Value> {
    UnsafeRawPointer(entries + place).assumingMemoryBound(to: Value.self)
  }

  /// Where the value at a place lies.
  @inlinable
  package func value(_ place: Int) -> UnsafePointer<Value> {
    // A stored property has a place.
    (entries + place).pointer(to: \.value) ?? key(place)
  }

  /// Where the value of a field lies.
  package func find(_ name: FieldName) -> UnsafePointer<Value>? { storage._withUnsafeGuaranteedRef { $0.find(name) } }
}
