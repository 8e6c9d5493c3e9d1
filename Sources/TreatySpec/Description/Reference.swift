import TreatySyntax

/// What a name in a spec stands for.
public enum ReferenceKind: Hashable, Sendable {
  /// A declaration of a section: `patient`, or `shared/patient` from a package that is used under that name.
  case declaration(Section)
  /// A kind of record that a system keeps: `service-desk.ticket`.
  case record
  /// Something that a system sends: `monitoring.notification`.
  case event
  /// Something else that can be asked of a system: `service-desk.comment`.
  case operation
  /// A capability or a part of one: `incident-management.detect`.
  case capability
  /// A field of a model: `incident.severity`.
  case field
  /// Any declaration, with its section before it: `flows.page-to-ticket`.
  case anything

  /// What it stands for, as a person says it.
  public var noun: String {
    switch self {
    case .declaration(let section): section.noun
    case .record: "record"
    case .event: "event"
    case .operation: "operation"
    case .capability: "capability"
    case .field: "field of a model"
    case .anything: "declaration"
    }
  }

  /// How one is written.
  public var example: String {
    switch self {
    case .declaration(let section): section == .inputs ? "desk-url" : "\(section.noun.split(separator: " ")[0])-name"
    case .record: "service-desk.ticket"
    case .event: "monitoring.notification"
    case .operation: "service-desk.comment"
    case .capability: "incident-management.detect"
    case .field: "incident.severity"
    case .anything: "flows.page-to-ticket"
    }
  }
}

/// A name that stands for something declared elsewhere.
public struct Reference: Hashable, Sendable {
  /// What it stands for.
  public var kind: ReferenceKind
  /// The name, as it is written.
  public var name: Located<String>

  /// A reference.
  public init(_ kind: ReferenceKind, _ name: Located<String>) {
    self.kind = kind
    self.name = name
  }
}

extension Kind where Value == Located<String> {
  /// A name of something declared elsewhere. The compiler looks it up; see ``SpecReader/references``.
  static func reference(_ kind: ReferenceKind) -> Kind {
    Kind(.reference(kind)) { node, reader in
      guard let text = Kind<String>.text.read(node, &reader) else { return nil }
      let name = Located(text, at: node.span)
      reader.references.append(Reference(kind, name))
      return name
    }
  }

  /// A name out of one section.
  static func reference(_ section: Section) -> Kind { reference(.declaration(section)) }

  /// A team.
  static var team: Kind { reference(.teams) }
}
