/// Overloads of a function as a person reads them: what differs in one place only stands in one line, as `int|uint`.
struct Signature: Hashable {
  /// The types that each argument may have; of a member, the first is the receiver's.
  private var parameters: [[CELType]]
  private let result: CELType
  private let isMember: Bool
  /// How many arguments there may be, where the last type may repeat.
  private var most: Int?

  private init(_ overload: Overload) {
    parameters = overload.parameters.map { [$0] }
    result = overload.result
    isMember = overload.isMember
  }

  /// The overloads of a function, in as few lines as say the same.
  static func lines(_ function: Function) -> [String] {
    var signatures = repeating(function.overloads.map { Signature($0) })
    var index = 0
    while index < signatures.count {
      let other = signatures.indices.first { $0 > index && signatures[index].joined(with: signatures[$0]) != nil }
      if let other, let joined = signatures[index].joined(with: signatures[other]) {
        signatures[index] = joined
        signatures.remove(at: other)
        index = 0
      } else {
        index += 1
      }
    }
    return signatures.map { "\($0.call(function.name)) -> \($0.result)" }
  }

  /// An overload without its result: `string.split(string)`, `int + int`.
  static func call(_ name: String, _ overload: Overload) -> String { Signature(overload).call(name) }

  /// Joins overloads of one type, again and again, that go on without a gap: `math.greatest(int, int, … up to 10)`.
  private static func repeating(_ signatures: [Signature]) -> [Signature] {
    var kept: [Signature] = []
    for signature in signatures {
      if signature.isUniform, let last = kept.lastIndex(where: { $0.isUniform && $0.goesOn(to: signature) }) {
        kept[last].most = signature.parameters.count
      } else {
        kept.append(signature)
      }
    }
    return kept
  }

  private var isUniform: Bool { parameters.count > 1 && !isMember && Set(parameters).count == 1 }

  private func goesOn(to other: Signature) -> Bool {
    result == other.result && parameters[0] == other.parameters[0]
      && other.parameters.count == (most ?? parameters.count) + 1
  }

  /// Both in one, where they differ in the types of one argument only.
  private func joined(with other: Signature) -> Signature? {
    guard result == other.result, isMember == other.isMember, parameters.count == other.parameters.count, most == nil,
      other.most == nil
    else { return nil }
    let differing = parameters.indices.filter { Set(parameters[$0]) != Set(other.parameters[$0]) }
    guard differing.count == 1, let place = differing.first else { return nil }
    var joined = self
    joined.parameters[place] += other.parameters[place].filter { !parameters[place].contains($0) }
    return joined
  }

  private func call(_ name: String) -> String {
    let words = parameters.map { types in types.map(\.description).joined(separator: "|") }
    let operands = parameters.indices.map { parameters[$0].count > 1 ? "(\(words[$0]))" : words[$0] }
    switch name {
    case "_[_]": return "\(operands[0])[\(words[1])]"
    case "_[?_]": return "\(operands[0])[?\(words[1])]"
    case "-_", "!_": return Function.spoken(name) + operands[0]
    default: break
    }
    if Function.isOperator(name) { return operands.joined(separator: " \(Function.spoken(name)) ") }
    if isMember { return "\(operands[0]).\(name)(\(words.dropFirst().joined(separator: ", ")))" }
    return "\(name)(\(words.joined(separator: ", "))\(most.map { ", … up to \($0)" } ?? ""))"
  }
}
