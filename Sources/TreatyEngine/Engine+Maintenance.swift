public import TreatyStore

extension Engine {
  /// Holds back calls to systems that are worked on, until a moment; what is out comes back as it does. To be said again while the work
  /// goes on.
  public mutating func hold(_ systems: [String], until end: Instant, at now: Instant) {
    for name in systems {
      guard let index = plan.systems.firstIndex(where: { $0.name == name }) else { continue }
      gates.bePatient(with: index, until: end, at: now)
    }
  }
}
