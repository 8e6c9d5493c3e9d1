import TreatyStore

extension StoreContract {
  var laneClauses: [Clause] {
    [
      Clause(description: "only the first of a lane can go, and the next goes when it has ended, however it ended") {
        store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var ids: [DeliveryID] = []
          for _ in 0..<4 { ids.append(try tx.insert(Delivery.sample(message)).id) }
          try require(
            try ids.map { id throws(StoreError) in try tx.state(id) }, [.ready, .queued, .queued, .queued], "states")
          for (index, end) in [Delivery.State.done, .dead, .dropped].enumerated() {
            for held in [Delivery.State.inFlight, .asking, .ready, .inFlight] {
              try tx.move(ids[index], to: held)
              try require(try tx.state(ids[index + 1]), .queued, "while the first is \(held)")
            }
            try tx.move(ids[index], to: end)
            try require(try tx.state(ids[index + 1]), .ready, "after \(end)")
          }
        }
      },
      Clause(description: "flow, target and identity each make a lane of their own") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          for lane in [("f", "t", "i"), ("g", "t", "i"), ("f", "u", "i"), ("f", "t", "j")] {
            var delivery = Delivery.sample(message)
            delivery.lane = LaneKey(flow: lane.0, target: lane.1, identity: lane.2)
            try require(try tx.insert(delivery).state, .ready, "the first of \(lane)")
            try require(try tx.insert(delivery).state, .queued, "the second of \(lane)")
          }
          let states = try tx.census().deliveries
          try require(states, ["ready": 4, "queued": 4], "states")
        }
      },
      Clause(description: "one that has ended holds no lane, not even when it is kept") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          let first = try tx.insert(Delivery.sample(message))
          var dead = Delivery.sample(message)
          dead.state = .dead
          try require(try tx.insert(dead).state, .dead, "a dead letter behind the first")
          try tx.move(first.id, to: .done)
          try require(try tx.insert(Delivery.sample(message)).state, .ready, "the next")
        }
      },
      Clause(description: "a dead letter that is retried goes to the end of its lane") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var ids: [DeliveryID] = []
          for _ in 0..<3 { ids.append(try tx.insert(Delivery.sample(message)).id) }
          try tx.move(ids[0], to: .dead)
          try tx.move(ids[0], to: .ready)
          try require(try tx.state(ids[0]), .queued, "the retried one")
          try tx.move(ids[1], to: .done)
          try require(try tx.state(ids[2]), .ready, "the third")
          try require(try tx.state(ids[0]), .queued, "the retried one still")
          try tx.move(ids[2], to: .done)
          try require(try tx.state(ids[0]), .ready, "the retried one at last")
          let last = try tx.insert(Delivery.sample(message)).id
          try tx.move(ids[0], to: .dead)
          try tx.move(last, to: .done)
          try tx.move(ids[0], to: .ready)
          try require(try tx.state(ids[0]), .ready, "one that comes back to an empty lane")
        }
      },
      Clause(description: "the order in a lane outlasts transactions that are undone, and hundreds of others") {
        store in
        func insert(isUndone: Bool = false) async throws(StoreError) -> DeliveryID {
          try await store.transaction { (tx) throws(StoreError) in
            let message = try tx.insert(Message.sample()).id
            let id = try tx.insert(Delivery.sample(message)).id
            if isUndone { throw StoreError.full(path: "contract") }
            return id
          }
        }
        func undone() async { _ = try? await insert(isUndone: true) }  // It says why, as it was told to.
        await undone()
        var ids: [DeliveryID] = []
        for number in 0..<600 {
          ids.append(try await insert())
          if number.isMultiple(of: 100) { await undone() }
        }
        let order = ids
        try await store.transaction { (tx) throws(StoreError) in
          for (id, next) in zip(order, order.dropFirst()) {
            try tx.move(id, to: .done)
            try require(try tx.state(next), .ready, "the one after \(id.number)")
          }
        }
      },
      Clause(description: "dropping one in the middle of a lane lets nobody past the first") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var ids: [DeliveryID] = []
          for _ in 0..<3 { ids.append(try tx.insert(Delivery.sample(message)).id) }
          try tx.move(ids[0], to: .inFlight)
          try tx.move(ids[1], to: .dropped)
          try require(try tx.state(ids[2]), .queued, "the third")
          try tx.move(ids[0], to: .done)
          try require(try tx.state(ids[2]), .ready, "the third, after the first")
        }
      },
    ]
  }
}
