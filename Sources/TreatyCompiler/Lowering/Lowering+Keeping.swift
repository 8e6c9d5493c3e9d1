import CEL
import TreatyPlan
import TreatySpec

extension Lowering {
  /// How long what has ended is kept.
  mutating func lower(_ retention: Named<RetentionDeclaration>) -> RetentionPolicy {
    let declaration = retention.value
    var policy = RetentionPolicy(
      name: retention.name.value, doneMilliseconds: declaration.done, deadMilliseconds: declaration.dead)
    policy.payloadMilliseconds = declaration.payload
    policy.auditMilliseconds = declaration.audit?.value
    policy.logMilliseconds = declaration.logs?.value
    policy.recordMilliseconds = declaration.records
    if !declaration.classes.isEmpty {
      policy.classes = Dictionary(
        declaration.classes.map { ($0.name.value, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    if let archive = declaration.archive, let folder = template(archive.to, at: .address, pointer: Lowering.nowhere) {
      policy.archive = PlannedArchive(to: folder, keepMilliseconds: archive.keep?.value)
    }
    policy.hold = declaration.hold.map {
      PlannedHold(
        reason: $0.reason.value, until: $0.until?.value,
        by: $0.by.flatMap { namespace.canonical($0, .teams) })
    }
    return policy
  }

  /// How a flow's payloads are kept from eyes; `nil` where nothing is said.
  func protection(_ name: Located<String>?) -> ProtectionPolicy? {
    guard let name = name.flatMap({ namespace.canonical($0, .protection) }),
      let declaration = namespace.protections[name]?.value
    else { return nil }
    func dataClass(_ word: Located<DataClassWord>) -> DataClass? { DataClass(rawValue: word.value.rawValue) }
    var policy = ProtectionPolicy.standard
    policy.name = name
    if !declaration.redact.isEmpty { policy.redact = declaration.redact.compactMap(dataClass).sorted() }
    policy.show = declaration.show.flatMap(dataClass) ?? policy.show
    policy.keysMilliseconds = declaration.keys?.value ?? policy.keysMilliseconds
    return policy
  }
}
