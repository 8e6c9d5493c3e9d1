import Foundation

/// JSON as tests look at it.
indirect enum JSONValue: Hashable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(_ text: String) throws { self = try JSONDecoder().decode(Decoded.self, from: Data(text.utf8)).value }

  /// A field of an object; `nil` where there is none.
  subscript(key: String) -> JSONValue? {
    if case .object(let fields) = self { fields[key] } else { nil }
  }

  /// Elements of a list; none of anything else.
  var elements: [JSONValue] { if case .list(let elements) = self { elements } else { [] } }
  var string: String? { if case .text(let text) = self { text } else { nil } }
  var int: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  private struct Decoded: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .null
      } else if let truth = try? container.decode(Bool.self) {
        value = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else if let text = try? container.decode(String.self) {
        value = .text(text)
      } else if let list = try? container.decode([Decoded].self) {
        value = .list(list.map { $0.value })
      } else {
        value = .object(try container.decode([String: Decoded].self).mapValues { $0.value })
      }
    }
  }
}
