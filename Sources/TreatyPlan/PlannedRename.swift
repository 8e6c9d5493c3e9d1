/// A declaration that had another name before (`was`). What a store holds under the old name belongs to it from then on.
public struct PlannedRename: Hashable, Sendable, Codable {
  /// Its section, such as `flows` or `policies.retry`.
  public var section: String
  /// Its name.
  public var name: String
  /// The name that it had.
  public var was: String
  /// Where declarations that are kept as they were written refer to it: section and keys, such as `workflows/steps.*.to`, sorted; `nil` in a plan
  /// of a Treaty that did not tell.
  public var places: [String]?

  /// A rename.
  public init(section: String, name: String, was: String, places: [String]? = nil) {
    self.section = section
    self.name = name
    self.was = was
    self.places = places
  }
}

extension Plan {
  /// The old names of a section by the new ones.
  public func formerNames(of section: String) -> [String: String] {
    Dictionary(
      (renames ?? []).filter { $0.section == section }.map { ($0.name, $0.was) },
      uniquingKeysWith: { first, _ in first })
  }
}
