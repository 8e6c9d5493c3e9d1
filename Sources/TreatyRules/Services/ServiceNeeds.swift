import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// What services need to work: other services, and the systems that carry them. A net, looked up once: rules go over it from every service.
struct ServiceNeeds {
  /// A service or system.
  struct Party {
    /// As messages name it.
    let title: String
    /// Its name in the plan.
    let name: String
    /// What it promises.
    let levels: LevelsDeclaration
    /// What it needs, and where it says so.
    var needs: [(party: Int, name: Located<String>)] = []
  }

  /// All services, then all systems.
  private(set) var parties: [Party] = []
  private var positions: [String: Int] = [:]
  /// What each needs by any way, as far as somebody asked.
  private var below: [Int: Set<Int>] = [:]

  /// The needs of a package's services, and of those in packages that it uses.
  init(_ package: RuledPackage) {
    let services = package.declared.services.sorted
    let systems = package.declared.systems.sorted
    parties = services.map { Party(title: "`\($0.name.value)`", name: $0.name.value, levels: $0.value.levels) }
    parties += systems.map { Party(title: "system `\($0.name.value)`", name: $0.name.value, levels: $0.value.levels) }
    for (position, service) in services.enumerated() { positions[service.name.value] = position }
    let carriers = Dictionary(
      systems.enumerated().map { ($0.element.name.value, services.count + $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for (position, service) in services.enumerated() {
      parties[position].needs =
        service.value.dependsOn.compactMap { name in
          package.find(name, in: \.services).flatMap { positions[$0.name.value] }.map { ($0, name) }
        }
        + service.value.systems.compactMap { name in
          package.find(name, in: \.systems).flatMap { carriers[$0.name.value] }.map { ($0, name) }
        }
    }
  }

  /// Position of a service.
  func position(of service: Named<ServiceDeclaration>) -> Int? { positions[service.name.value] }

  /// The nearest on each way from a service that promise something: what one promises stands for all that it needs in its turn.
  func promising(of service: Named<ServiceDeclaration>, _ promises: (LevelsDeclaration) -> Bool) -> [Int] {
    guard let start = position(of: service) else { return [] }
    var found: [Int] = []
    // A service that needs itself in a circle is found elsewhere.
    var seen: Set<Int> = [start]
    var left = [Int](parties[start].needs.reversed().map { $0.party })
    while let party = left.popLast() {
      guard seen.insert(party).inserted else { continue }
      if promises(parties[party].levels) {
        found.append(party)
      } else {
        left += parties[party].needs.reversed().map { $0.party }
      }
    }
    return found
  }

  /// The same without those that another of them needs, and whose failing is part of its promise.
  mutating func independent(_ found: [Int]) -> [Int] {
    guard found.count > 1 else { return found }
    for party in found where below[party] == nil { below[party] = all(below: party) }
    return found.enumerated().filter { index, party in
      !found.enumerated().contains { other, larger in
        guard larger != party, below[larger]?.contains(party) == true else { return false }
        // Of two in a circle the first is kept.
        return below[party]?.contains(larger) != true || other < index
      }
    }.map { $0.element }
  }

  private func all(below start: Int) -> Set<Int> {
    var seen: Set<Int> = []
    var left = [start]
    while let party = left.popLast() {
      for need in parties[party].needs where seen.insert(need.party).inserted { left.append(need.party) }
    }
    return seen
  }

  /// The shortest way from a service over what it needs back to itself: whom it comes by, each with the place that names it.
  func way(round service: Named<ServiceDeclaration>) -> [(party: Int, name: Located<String>)]? {
    guard let start = position(of: service) else { return nil }
    var steps: [(party: Int, name: Located<String>, before: Int?)] = parties[start].needs.map {
      ($0.party, $0.name, nil)
    }
    var seen: Set<Int> = []
    var position = 0
    while position < steps.count {
      let party = steps[position].party
      if party == start {
        var way: [(party: Int, name: Located<String>)] = []
        var index: Int? = position
        while let step = index {
          way.append((steps[step].party, steps[step].name))
          index = steps[step].before
        }
        return way.reversed()
      }
      if seen.insert(party).inserted { steps += parties[party].needs.map { ($0.party, $0.name, position) } }
      position += 1
    }
    return nil
  }
}
