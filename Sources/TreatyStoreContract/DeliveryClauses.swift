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
          changed.payload = [9, 0]
          try tx.update(changed)
          try require(try tx.delivery(delivery.id), delivery, "delivery")
        }
      },
      Clause(description: "a payload is changed by whoever means to, and nothing else with it") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var delivery = try tx.insert(Delivery.sample(try tx.insert(Message.sample()).id))
          (delivery.cause, delivery.recordID) = ("because", "17")
          try tx.update(delivery)
          try tx.replace(payloadOf: delivery.id, with: [9, 0])
          delivery.payload = [9, 0]
          try require(try tx.delivery(delivery.id), delivery, "delivery")
        }
      },
      Clause(description: "deliveries are found by their lane and by the record that it is linked with, newest first") {
        store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          let first = try tx.insert(Delivery.sample(message, "a"))
          _ = try tx.insert(Delivery.sample(message, "b"))
          let second = try tx.insert(Delivery.sample(message, "a"))
          let now = Instant(milliseconds: 1)
          try require(try tx.deliveries(ofRecord: "17", limit: 9), [], "of a record that nobody knows")
          try tx.save(Link(lane: first.lane, recordID: "17", written: nil, created: now, updated: now))
          try require(try tx.deliveries(in: first.lane, limit: 9), [second, first], "of the lane")
          try require(try tx.deliveries(in: first.lane, limit: 1), [second], "the newest of the lane")
          try require(try tx.deliveries(ofRecord: "17", limit: 9), [second, first], "of the record")
          let other = LaneKey(flow: "f", target: "s.r", identity: "c")
          try require(try tx.deliveries(in: other, limit: 9), [], "of a lane that is not there")
          try tx.save(Link(lane: first.lane, recordID: "18", written: nil, created: now, updated: now))
          try require(try tx.deliveries(ofRecord: "17", limit: 9), [], "of the record before")
        }
      },
      Clause(description: "what is due comes by due time, of the queue asked for, no more than asked for") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var same: [DeliveryID] = []
          for (index, due) in [30, 10, 20, 40, 20].enumerated() {
            let kept = try tx.insert(Delivery.sample(message, "\(index)", due: Int64(due)))
            if due == 20 { same.append(kept.id) }
          }
          _ = try tx.insert(Delivery.sample(message, "x", system: "t", due: 5))
          _ = try tx.insert(Delivery.sample(message, "y", flow: "g", due: 6))
          func ready(_ now: Int64, _ limit: Int, newestFirst: Bool = false) throws(StoreError) -> [Delivery] {
            try tx.ready(
              system: "s", flow: "f", dueBy: Instant(milliseconds: now), newestFirst: newestFirst, limit: limit)
          }
          func due(_ now: Int64, _ limit: Int) throws(StoreError) -> [Int64] {
            try ready(now, limit).map(\.due.milliseconds)
          }
          try require(try due(9, 9), [], "before the first")
          try require(try due(30, 9), [10, 20, 20, 30], "due")
          try require(try due(30, 2), [10, 20], "limited")
          try require(try due(30, 0), [], "none asked for")
          try require(try ready(20, 9).dropFirst().map(\.id), same, "due at once, by number")
          let newest = try ready(30, 3, newestFirst: true)
          try require(newest.map(\.due.milliseconds), [30, 20, 20], "the newest")
          try require(newest.dropFirst().map(\.id), same.reversed(), "of the newest, due at once, by number")
        }
      },
      Clause(description: "queues are those that something is ready in, each with when its first is due") { store in
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.readyQueues(), [], "of an empty store")
          let message = try tx.insert(Message.sample()).id
          var first: Delivery?
          for (index, place) in [("s", "g", 30), ("s", "g", 10), ("s", "f", 20), ("t", "f", 5)].enumerated() {
            let delivery = Delivery.sample(
              message, "\(index)", flow: place.1, system: place.0, due: Int64(place.2))
            let kept = try tx.insert(delivery)
            if place.2 == 10 { first = kept }
          }
          func queues() throws(StoreError) -> [String] {
            try tx.readyQueues().map { "\($0.system) \($0.flow) \($0.due.milliseconds)" }
          }
          try require(try queues(), ["s f 20", "s g 10", "t f 5"], "queues")
          if let first { try tx.move(first.id, to: .inFlight) }
          try require(try queues(), ["s f 20", "s g 30", "t f 5"], "when the first has left")
        }
      },
      Clause(description: "what is too old is what waits for its first or its next try, and that nothing is known of") {
        store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          func keep(_ identity: String, deadline: Int64) throws(StoreError) -> DeliveryID {
            var delivery = Delivery.sample(message, identity)
            delivery.deadline = Instant(milliseconds: deadline)
            return try tx.insert(delivery).id
          }
          func expired(_ now: Int64, _ limit: Int = 9) throws(StoreError) -> [DeliveryID] {
            try tx.expired(by: Instant(milliseconds: now), limit: limit).map(\.id)
          }
          let late = try keep("late", deadline: 90)
          let early = try keep("early", deadline: 50)
          let behind = try keep("early", deadline: 60)
          try require(try expired(49), [], "before the first deadline")
          try require(try expired(90), [early, behind, late], "by deadline, those behind others too")
          try require(try expired(90, 1), [early], "limited")
          for state in [Delivery.State.inFlight, .asking, .dead] {
            try tx.move(early, to: state)
            try require(try expired(55), [], "one that is \(state)")
          }
          guard var open = try tx.delivery(late) else { return }
          (open.sent, open.due) = (Instant(milliseconds: 80), Instant(milliseconds: 200))
          try tx.update(open)
          try require(try expired(199), [behind], "one whose call may still be carried out")
          try require(try expired(200), [behind, late], "when that cannot be any more")
          open.phase = .settle
          try tx.update(open)
          try require(try expired(200), [behind], "one that is searched for")
          (open.phase, open.outcome) = (.write, "found")
          try tx.update(open)
          try require(try expired(200), [behind], "one that was found")
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
          try require(census.flows, ["f": ["accepted": 1]], "messages by flow")
          let queues = [
            StoreCensus.Queue(system: "s", flow: "f", states: ofS, oldest: Instant(milliseconds: 7)),
            StoreCensus.Queue(system: "t", flow: "f", states: ["ready": 1], oldest: Instant(milliseconds: 90)),
          ]
          try require(census.queues, queues, "queues")
          let parked = [
            StoreCensus.Parked(
              system: "s", flow: "f", state: "asking", failure: "", number: 1, oldest: Instant(milliseconds: 87)),
            StoreCensus.Parked(
              system: "s", flow: "f", state: "dead", failure: "", number: 1, oldest: Instant(milliseconds: 85)),
          ]
          try require(census.parked, parked, "what waits for a person")
          try tx.move(ids[1], to: .done)
          try tx.move(behind, to: .done)
          try require(try tx.census().oldestOpen?.milliseconds, 87, "oldest of what is left")
        }
      },
    ]
  }
}
