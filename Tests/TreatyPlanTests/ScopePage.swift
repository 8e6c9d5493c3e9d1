import CEL
import TreatyPlan

/// What is in scope where, as docs/cel.md shows it.
enum ScopePage {
  // Types that a package declares; docs/cel.md says below the table what they are.
  private static let types = ["BODY", "ITEM", "INPUT", "RECORD"].map {
    PlannedType(name: $0, fields: [PlannedField(name: "field", type: "dyn", isOptional: false)], isOpen: false)
  }

  /// Every place, in the order of the way that a message takes.
  private static let places: [Place] = [
    .address, .credential, .intake(body: "@BODY"), .item("@ITEM", body: "@BODY"), .base, .request(input: "@INPUT"),
    .answer(input: "@INPUT"), .readBack(input: "@INPUT", record: "@RECORD"), .anyAnswer, .batch(input: "@INPUT"),
    .result(input: "@INPUT"), .standIn,
  ]

  /// The keys of specs whose expressions stand at a place. There is no `default`, so that a new place cannot be forgotten.
  private static func keys(_ place: Place) -> String {
    switch place {
    case .address: "`systems.*.url`"
    case .credential: "`accounts.*.auth`: the only place that sees a secret"
    case .base: "`connectors.*.base`"
    case .request: "of an operation: its path, `query`, `headers`, `json` and `mark`"
    case .answer: "of an operation: `gives`, `items`, `next`, and `when` and `reason` of `failures`"
    case .readBack: "`when` and `reason` of `read-back`"
    case .anyAnswer: "of a connector: `throttle`; of a `batch`: `results`"
    case .batch: "of a `batch`: its path, `query`, `headers` and `json`"
    case .result: "of a `batch`: `status`, `gives`, and `when` and `reason` of `failures`"
    case .standIn: "`answers.json`"
    case .intake: "`delivery-id` of a connector's event"
    case .item: "of a flow: `each`, `where`, `identify`, `map`, and `fields` and `where` of `deliver`"
    // Another list for each key, which docs/reference says.
    case .names: "what no host carries out yet"
    // The same names.
    case .behind(let place, _): keys(place)
    }
  }

  /// The table, with a row for each place.
  static func markdown() -> String {
    let scope = Scope(catalogue: TypeCatalogue(types), inputs: [], secrets: [], tables: [])
    let rows = places.map { place in
      let names = scope.names(at: place).map { name, type in "`\(name)\(words(type))`" }
      return "| \(keys(place)) | \(names.joined(separator: "<br>")) |"
    }
    return (["| where | names and their types |", "| --- | --- |"] + rows).joined(separator: "\n")
  }

  /// A type behind its name; nothing for a record that is all the package's.
  private static func words(_ type: CELType) -> String {
    guard case .record(let record) = type else { return ": \(type)" }
    guard !record.fields.isEmpty else { return "" }
    let fields = record.fields.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
    return ": {\(fields.joined(separator: ", "))}"
  }
}
