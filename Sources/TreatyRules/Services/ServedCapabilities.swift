import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

extension RuledPackage {
  /// The capability or part that a name such as `incident-management.detect` stands for, by its name in the plan; `nil` where that is
  /// nothing, which is found elsewhere.
  func capability(_ name: Located<String>) -> String? {
    let parts = DottedName.parts(name)
    guard let head = parts.first, let whole = declared.canonical(head, .capabilities) else { return nil }
    return ([whole] + parts.dropFirst().map { $0.value }).joined(separator: ".")
  }

  /// Whether an activity serves a capability, by itself or by a service that it belongs to.
  func serves(_ activity: Activity) -> Bool {
    !activity.duty.serves.isEmpty
      || activity.duty.services.contains { find($0, in: \.services)?.value.serves.isEmpty == false }
  }

  /// Capabilities and parts that anything serves, by their names in the plan.
  var servedCapabilities: Set<String> {
    let named = activities.flatMap { $0.duty.serves } + declared.services.sorted.flatMap { $0.value.serves }
    return Set(named.compactMap { capability($0) })
  }
}
