import CEL
import TreatySpec

/// Fields of what an operation is given that stand in the address of its call: in its path or query, or in those of its batch.
struct AddressFields {
  private var paths: [[String]] = []
  /// Whether all of it stands there.
  private var holdsAll = false
  /// Whether the id of the record stands there.
  private(set) var holdsID = false

  init(_ party: Party, _ verbs: [EffectVerb], _ expressions: ExpressionAnalysis) {
    for verb in verbs {
      guard let operation = party.operation(verb) else { continue }
      for text in operation.addresses {
        for use in Passage(text)?.expressions ?? [] {
          for path in expressions.compilation(of: use)?.references ?? [] {
            if path.first == "input" { paths.append(Array(path.dropFirst())) }
            if path == ["id"] { holdsID = true }
          }
        }
      }
      for text in operation.batch?.addresses ?? [] {
        for use in Passage(text)?.expressions ?? [] { addRecord(of: use.source) }
      }
    }
  }

  /// Adds what an expression reads of each record of a batch. The name of one record is local to its macro, and references do not follow
  /// it: what stands behind `.input` is read from the text.
  private mutating func addRecord(of source: String) {
    if !AddressFields.behind(".id", in: source).isEmpty { holdsID = true }
    for rest in AddressFields.behind(".input", in: source) {
      let field = rest.first == "." ? rest.dropFirst().drop { $0 == "?" }.prefix(while: \.isPartOfName) : ""
      if field.isEmpty { holdsAll = true } else { paths.append([String(field)]) }
    }
  }

  /// What stands behind each place of a field.
  private static func behind(_ field: String, in source: String) -> [Substring] {
    source.split(separator: field, omittingEmptySubsequences: false).dropFirst().filter {
      $0.first?.isPartOfName != true
    }
  }

  /// Whether a field stands there, or something that it lies in or that lies in it.
  func holds(_ field: [String]) -> Bool {
    if holdsAll { return true }
    return paths.contains { path in zip(path, field).allSatisfy { $0 == $1 } && !field.isEmpty && !path.isEmpty }
  }
}

extension OperationDeclaration {
  /// Texts of its address.
  fileprivate var addresses: [ScalarText] { [request?.path].compactMap(\.self) + query.flatMap { $0.value } }
}

extension BatchDeclaration {
  /// Texts of its address.
  fileprivate var addresses: [ScalarText] { [request?.path].compactMap(\.self) + query.flatMap { $0.value } }
}

extension Character {
  fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
