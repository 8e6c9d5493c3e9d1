public import CEL
import Crypto

/// Makes the list of what was written, with keyed hashes in the place of what not everybody who reads the trail may see.
///
/// The hash is the same for the same value, so that it is seen that two fields, or the same field twice, held the same; without the key nobody
/// can try values out.
public struct AuditFields: Sendable {
  private let key: SymmetricKey

  /// - Parameter key: of the hashes. Empty for tests that need none to be secret.
  public init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// The fields that differ, by path; what stands inside maps has a path of its own.
  /// - Parameters:
  ///   - before: what was last written; `nil` where nobody knows.
  ///   - after: what was written now.
  ///   - isHidden: whether a field may not be shown, by its path, its value before and its value now.
  ///   - isNameHidden: whether the last name of a path may not be shown either: a key that came with the value.
  public func changes(
    from before: MapValue?, to after: MapValue, isHidden: ([Text], Value) -> Bool,
    isNameHidden: ([Text]) -> Bool = { _ in false }
  ) -> [AuditField] {
    var fields: [AuditField] = []
    collect(before, after, [], [], isHidden, isNameHidden, into: &fields)
    return fields
  }

  private func collect(
    _ before: MapValue?, _ after: MapValue, _ path: [Text], _ names: [String],
    _ isHidden: ([Text], Value) -> Bool, _ isNameHidden: ([Text]) -> Bool, into fields: inout [AuditField]
  ) {
    for entry in after.entries {
      guard case .text(let name) = entry.key else { continue }
      let path = path + [name]
      let names = names + [isNameHidden(path) ? digest(.text(name)) : name.string]
      let old = before?[entry.key]
      if case .map(let inner) = entry.value, inner.count > 0 {
        collect(old?.asMap, inner, path, names, isHidden, isNameHidden, into: &fields)
        continue
      }
      if let old, old.json() == entry.value.json() { continue }
      func shown(_ value: Value) -> Value { isHidden(path, value) ? hash(value) : value }
      fields.append(
        AuditField(
          name: names.joined(separator: "."), before: old.map(shown), after: shown(entry.value)))
    }
  }

  /// `hmac:` and 128 bits of HMAC-SHA256 over a value's JSON, in hex.
  public func hash(_ value: Value) -> Value { .string(digest(value)) }

  private func digest(_ value: Value) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: value.json(), using: key)
    let digits = code.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    return "hmac:" + digits.joined()
  }
}
