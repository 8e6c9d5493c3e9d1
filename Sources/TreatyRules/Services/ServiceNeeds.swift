import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// What services need to work: other services, and the systems that carry them.
struct ServiceNeeds {
  /// Something that a service needs.
  struct Need {
    /// What tells it from all others.
    var key: String
    /// As messages name it.
    var title: String
    /// Where it is named.
    var name: Located<String>
    /// What it promises.
    var levels: LevelsDeclaration
    /// Itself, where it is a service.
    var service: Named<ServiceDeclaration>?
  }

  private let package: RuledPackage

  /// The needs of a package's services.
  init(_ package: RuledPackage) { self.package = package }

  /// What a service names itself.
  func direct(of service: Named<ServiceDeclaration>) -> [Need] {
    let services = service.value.dependsOn.compactMap { name in
      package.find(name, in: \.services).map { found in
        Need(
          key: "service \(found.name.value)", title: "`\(found.name.value)`", name: name, levels: found.value.levels,
          service: found)
      }
    }
    let systems = service.value.systems.compactMap { name in
      package.find(name, in: \.systems).map { found in
        Need(
          key: "system \(found.name.value)", title: "system `\(found.name.value)`", name: name,
          levels: found.value.levels)
      }
    }
    return services + systems
  }

  /// The nearest on each way that promise something: what one promises stands for all that it needs in its turn.
  func promising(
    of service: Named<ServiceDeclaration>, _ promises: (LevelsDeclaration) -> Bool
  ) -> [Need] {
    var found: [Need] = []
    // A service that needs itself in a circle is found elsewhere.
    var seen: Set<String> = ["service \(service.name.value)"]
    var left = Array(direct(of: service).reversed())
    while let need = left.popLast() {
      guard seen.insert(need.key).inserted else { continue }
      if promises(need.levels) {
        found.append(need)
      } else if let inner = need.service {
        left += direct(of: inner).reversed()
      }
    }
    return found
  }

  /// The same without those that another of them needs, and whose failing is part of its promise.
  func independent(_ needs: [Need]) -> [Need] {
    let below = needs.map { need in need.service.map { keys(below: $0) } ?? [] }
    var kept: [Need] = []
    for (index, need) in needs.enumerated() {
      let isPart = needs.indices.contains { other in
        guard other != index, below[other].contains(need.key) else { return false }
        // Of two in a circle the first is kept.
        return !below[index].contains(needs[other].key) || other < index
      }
      if !isPart { kept.append(need) }
    }
    return kept
  }

  /// All that a service needs by any way.
  private func keys(below service: Named<ServiceDeclaration>) -> Set<String> {
    var seen: Set<String> = []
    var left = direct(of: service)
    while let need = left.popLast() {
      guard seen.insert(need.key).inserted, let inner = need.service else { continue }
      left += direct(of: inner)
    }
    return seen
  }
}
