import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatySpec

/// Which system has the last word on which field of a model: what systems say under `owns`, and fields under `owner`.
struct FieldOwners {
  /// A claim.
  struct Claim {
    /// The system, by its name in the plan.
    var system: String
    /// Where it is said.
    var span: Span
  }

  private var claims: [String: [Claim]] = [:]

  init(_ package: RuledPackage) {
    for system in package.declared.systems.sorted {
      for field in system.value.owns {
        guard let (model, name) = DottedName.split(field),
          let canonical = package.declared.canonical(model, .models)
        else { continue }
        add("\(canonical).\(name.value)", Claim(system: system.name.value, span: field.span))
      }
    }
    for (field, care) in package.expressions.knowledge.fieldCares {
      guard let owner = care.owner, let system = package.declared.canonical(owner, .systems) else { continue }
      add(field, Claim(system: system, span: owner.span))
    }
  }

  private mutating func add(_ field: String, _ claim: Claim) {
    if claims[field]?.contains(where: { $0.system == claim.system }) == true { return }
    claims[field, default: []].append(claim)
  }

  /// Who claims a field of a model, by both names; nobody for most.
  subscript(model: String, field: String) -> [Claim] { claims["\(model).\(field)"] ?? [] }

  /// Whether nobody claims anything: then there is nothing to hold writes against.
  var isEmpty: Bool { claims.isEmpty }

  /// All fields that somebody claims, in the order of their names.
  var all: [(field: String, claims: [Claim])] {
    claims.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.system < $1.system }) }
  }
}

extension RuledPackage {
  /// Whether an agreement that holds lets an activity write a field of a model that is another's.
  func shares(_ field: String, of model: String, _ activity: Activity) -> Bool {
    agreements(of: activity).contains { agreement in
      let value = agreement.value
      guard value.allows(.sharedFields), !hasPassed(value.until) else { return false }
      return value.fields.isEmpty || value.fields.contains { names($0, model, field) }
    }
  }

  /// Whether a reference such as `incident.severity` means a field of a model.
  func names(_ reference: Located<String>, _ model: String, _ field: String) -> Bool {
    guard let (head, name) = DottedName.split(reference) else { return false }
    return name.value == field && declared.canonical(head, .models) == model
  }

  /// Fields of a flow's model that a value is made of.
  func modelFields(in passage: Passage) -> Set<String> {
    Set(
      passage.expressions.flatMap { expressions.compilation(of: $0)?.references ?? [] }.compactMap { path in
        path.count > 1 && path[0] == "item" ? path[1] : nil
      })
  }
}
