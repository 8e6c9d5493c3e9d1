import TreatyStore

extension StoreContract {
  var deliveryClauses: [Clause] {
    [
      Clause(description: "a delivery is read back as it was kept") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var delivery = try tx.insert(Delivery.sample(message))
          try require(try tx.delivery(delivery.id), delivery, "delivery")
          for phase in Delivery.Phase.allCases {
            delivery.phase = phase
            delivery.state = .inFlight
            (delivery.due, delivery.created) = (Instant(milliseconds: -1), Instant(milliseconds: 12))
            (delivery.deadline, delivery.attempts) = (Instant(milliseconds: .max), delivery.attempts + 1)
            (delivery.sent, delivery.ended) = (Instant(milliseconds: 11), Instant(milliseconds: .min))
            (delivery.operation, delivery.recordID) = ("create", "17")
            (delivery.failure, delivery.cause, delivery.outcome) = ("outage", "because", "found")
            delivery.payload = [9, 0]
            try tx.update(delivery)
            try require(try tx.delivery(delivery.id), delivery, "delivery in phase \(phase)")
          }
          try require(try tx.inFlight(), [delivery], "in flight")
          try require(try tx.deliveries(of: message), [delivery], "of the message")
          try require(try tx.delivery(DeliveryID(999)), nil, "a delivery that is not there")
        }
      },
      Clause(description: "where a delivery comes from and where it goes never changes") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          let other = try tx.insert(Message.sample()).id
          let delivery = try tx.insert(Delivery.sample(message))
          var changed = Delivery.sample(other, "another", flow: "g", system: "t")
          (changed.id, changed.item, changed.step, changed.trace) = (delivery.id, 7, 8, "other")
          changed.due = delivery.due
          try tx.update(changed)
          try require(try tx.delivery(delivery.id), delivery, "delivery")
        }
      },
      Clause(description: "what is due comes by due time, of the system asked for, no more than asked for") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var same: [DeliveryID] = []
          for (index, due) in [30, 10, 20, 40, 20].enumerated() {
            let kept = try tx.insert(Delivery.sample(message, "\(index)", due: Int64(due)))
            if due == 20 { same.append(kept.id) }
          }
          _ = try tx.insert(Delivery.sample(message, "x", system: "t", due: 5))
          func due(_ now: Int64, _ limit: Int) throws(StoreError) -> [Int64] {
            try tx.ready(system: "s", dueBy: Instant(milliseconds: now), limit: limit).map(\.due.milliseconds)
          }
          try require(try due(9, 9), [], "before the first")
          try require(try due(30, 9), [10, 20, 20, 30], "due")
          try require(try due(30, 2), [10, 20], "limited")
          try require(try due(30, 0), [], "none asked for")
          let twenties = try tx.ready(system: "s", dueBy: Instant(milliseconds: 20), limit: 9).dropFirst()
          try require(twenties.map(\.id), same, "due at once, by number")
          try require(try tx.nextDue(systems: ["s"])?.milliseconds, 10, "next of s")
          try require(try tx.nextDue(systems: ["s", "t"])?.milliseconds, 5, "next of both")
          try require(try tx.nextDue(systems: ["none"]), nil, "next of another")
          try require(try tx.nextDue(systems: []), nil, "next of none")
        }
      },
      Clause(description: "deliveries are listed by state, newest first, of one flow where one is named") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var ids: [DeliveryID] = []
          for (index, state) in [Delivery.State.dead, .done, .dead, .asking, .dead].enumerated() {
            let delivery = Delivery.sample(message, "\(index)", flow: index == 4 ? "g" : "f")
            ids.append(try tx.insert(delivery).id)
            try tx.move(ids[index], to: state)
          }
          func listed(_ states: [Delivery.State], _ flow: String?, _ limit: Int) throws(StoreError) -> [DeliveryID] {
            try tx.deliveries(in: states, flow: flow, limit: limit).map(\.id)
          }
          try require(try listed([.dead, .asking], nil, 9), [ids[4], ids[3], ids[2], ids[0]], "dead or asking")
          try require(try listed([.dead, .asking, .dead], nil, 2), [ids[4], ids[3]], "two of them")
          try require(try listed([.dead, .asking], "f", 9), [ids[3], ids[2], ids[0]], "of f")
          try require(try listed([], nil, 9), [], "in no state")
        }
      },
      Clause(description: "progress and census count what is there") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let empty = StoreCensus(messages: [:], deliveries: [:], open: [:], oldestOpen: nil, links: 0)
          try require(try tx.census(), empty, "of an empty store")
          let message = try tx.insert(Message.sample()).id
          var ids: [DeliveryID] = []
          for (index, state) in Delivery.State.allCases.enumerated() {
            var delivery = Delivery.sample(message, "\(index)", system: index == 0 ? "t" : "s")
            delivery.created = Instant(milliseconds: Int64(90 - index))
            ids.append(try tx.insert(delivery).id)
            if state != .queued { try tx.move(ids[index], to: state) }
          }
          let behind = try tx.insert(Delivery.sample(message, "1")).id
          try require(try tx.state(behind), .queued, "behind the ready one")
          let progress = try tx.progress(of: message)
          try require([progress.open, progress.dead], [5, 2], "progress")
          let census = try tx.census()
          try require(census.messages, ["accepted": 1], "messages")
          let states = ["queued": 1, "ready": 2, "inFlight": 1, "asking": 1, "done": 1, "dead": 1, "dropped": 1]
          try require(census.deliveries, states, "deliveries")
          let ofS = ["queued": 1, "ready": 1, "inFlight": 1, "asking": 1, "dead": 1]
          try require(census.open, ["s": ofS, "t": ["ready": 1]], "open ones and dead letters by system")
          try require(census.oldestOpen?.milliseconds, 7, "oldest")
          try tx.move(ids[1], to: .done)
          try tx.move(behind, to: .done)
          try require(try tx.census().oldestOpen?.milliseconds, 87, "oldest of what is left")
        }
      },
    ]
  }
}
