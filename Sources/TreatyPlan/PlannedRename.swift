/// A declaration that had another name before (`was`). What a store holds under the old name belongs to it from then on.
public struct PlannedRename: Hashable, Sendable, Codable {
  /// Its section, such as `flows` or `policies.retry`.
  public var section: String
  /// Its name.
  public var name: String
  /// The name that it had.
  public var was: String

  /// A rename.
  public init(section: String, name: String, was: String) {
    self.section = section
    self.name = name
    self.was = was
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
