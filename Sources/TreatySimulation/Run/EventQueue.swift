/// What is to happen, in the order of time; at one moment in the order in which it was added.
struct EventQueue<Event> {
  private var events: [(at: Int64, order: Int, event: Event)] = []
  private var added = 0

  var isEmpty: Bool { events.isEmpty }
  /// When something happens next.
  var next: Int64? { events.last?.at }

  mutating func add(_ event: Event, at time: Int64) {
    added += 1
    // The last is the next. There are a few dozen: a search from the end is the quickest.
    let place = events.lastIndex { $0.at > time || $0.at == time && $0.order > added } ?? -1
    events.insert((time, added, event), at: place + 1)
  }

  /// Takes out what happens next, where that is not after a time.
  mutating func take(until time: Int64) -> Event? {
    guard let last = events.last, last.at <= time else { return nil }
    events.removeLast()
    return last.event
  }

  /// Removes what need not happen any more.
  mutating func remove(where isMeant: (Event) -> Bool) { events.removeAll { isMeant($0.event) } }
}
