import ArgumentParser

/// What is printed with `--json` where something was done to one thing.
struct DoneReport: Encodable {
  /// Number of the delivery or incident.
  var number: Int64
  /// What became of it, as it is said to people.
  var message: String
}
