import TreatyStore

extension ReferenceTransaction {
  /// Gives all rows today's names.
  mutating func rename(from before: StoredNames) {
    for index in messages.indices {
      messages[index].flow = names.shown(flow: before.stored(flow: messages[index].flow))
    }
    for index in deliveries.indices {
      deliveries[index].lane = names.shown(before.stored(deliveries[index].lane))
      deliveries[index].system = names.shown(system: before.stored(system: deliveries[index].system))
    }
    for index in links.indices { links[index].lane = names.shown(before.stored(links[index].lane)) }
  }
}
