import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What the connectors of an account's systems say of permissions.
struct PermissionMentions {
  /// A permission, and an operation that needs it.
  struct Mention {
    /// The operation: `ticket.create`.
    let operation: String
    /// Where the permission stands.
    let span: Span
  }

  private var connectorsByName: [String: Named<ConnectorDeclaration>] = [:]
  private var mentions: [String: [Mention]] = [:]
  /// Where permissions are said.
  let place: Span

  /// What is said for all systems of an account; `nil` where it has none, or where a connector says nothing of permissions.
  init?(of account: Named<AccountDeclaration>, in package: RuledPackage) {
    var place: Span?
    for system in package.systems(using: account) {
      guard let connector = package.find(system.value.connector, in: \.connectors),
        !connector.value.permissions.isEmpty
      else { return nil }
      connectorsByName[connector.name.value] = connector
      place = place ?? connector.value.permissions.first?.name.span
    }
    guard let place else { return nil }
    self.place = place
    for connector in connectorsByName.values {
      for permission in connector.value.permissions {
        for name in permission.value {
          mentions[name.value, default: []].append(Mention(operation: permission.name.value, span: name.span))
        }
      }
    }
  }

  /// All permissions, sorted.
  var names: [String] { mentions.keys.sorted() }

  /// The connectors, as messages name them.
  var connectors: String {
    let names = connectorsByName.keys.sorted().map { "`\($0)`" }
    return "connector\(names.count == 1 ? "" : "s") \(names.joined(separator: " and "))"
  }

  /// Where a permission is mentioned first.
  func first(of permission: String) -> Mention? {
    mentions[permission]?.min { ($0.span.file, $0.span.range.lowerBound) < ($1.span.file, $1.span.range.lowerBound) }
  }

  /// What an operation may need: what its connector says, and, where that says nothing of the operation, whatever anything needs that is
  /// done to the same kind of record.
  func possible(for done: OperationDone) -> [String] {
    if let said = done.permissions { return said.map { $0.value } }
    return done.party.connector.value.permissions.filter { permission in
      permission.name.value == done.party.part || permission.name.value.hasPrefix("\(done.party.part).")
    }.flatMap { $0.value.map { $0.value } }
  }
}
