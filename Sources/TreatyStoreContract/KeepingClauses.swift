import TreatyStore

extension StoreContract {
  var keepingClauses: [Clause] {
    [
      Clause(description: "a plan's text is kept as it was first noted, and links are known by flow and target") {
        store in
        try await store.transaction { (tx) throws(StoreError) in
          try tx.install(plan: "a", text: [1, 0, 2], at: Instant(milliseconds: 1))
          try tx.install(plan: "a", text: [9], at: Instant(milliseconds: 2))
          try require(try tx.planText("a"), [1, 0, 2], "the text of a plan")
          try require(try tx.planText("b"), nil, "of one that is not there")
          let lane = LaneKey(flow: "f", target: "t", identity: "i")
          let now = Instant(milliseconds: 1)
          try tx.save(Link(lane: lane, recordID: "1", written: nil, created: now, updated: now))
          try require(try tx.hasLinks(flow: "f", target: "t"), true, "where there is one")
          try require(try tx.hasLinks(flow: "g", target: "t"), false, "of another flow")
          try require(try tx.hasLinks(flow: "f", target: "u"), false, "to another target")
        }
      },
      Clause(description: "each that takes over has a greater number than all before it") { store in
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.epoch(), 0, "of a new store")
          let first = try tx.takeOver()
          try require(try tx.epoch(), first, "after the first")
          let second = try tx.takeOver()
          try require(second > first, true, "the second is greater")
          try require(try tx.epoch(), second, "after the second")
        }
      },
      Clause(description: "links and attempts are written over by their key") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          let delivery = try tx.insert(Delivery.sample(message))
          try require(try tx.link(delivery.lane), nil, "no link")
          var link = Link(
            lane: delivery.lane, recordID: "1", written: "h", created: Instant(milliseconds: 1),
            updated: Instant(milliseconds: 2))
          try tx.save(link)
          (link.recordID, link.written, link.fields) = ("2", nil, [1, 0])
          (link.created, link.updated) = (Instant(milliseconds: 3), Instant(milliseconds: 4))
          try tx.save(link)
          try require(try tx.link(delivery.lane), link, "link")
          try require(try tx.census().links, 1, "links")
          var first = Attempt(
            delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1))
          var second = first
          second.number = 2
          try tx.save(second)
          try tx.save(first)
          (first.ended, first.status, first.result, first.detail) = (Instant(milliseconds: 4), 503, "outage", "d")
          (first.operation, first.span, first.sent) = ("find", "t", Instant(milliseconds: 2))
          first.exchange = [0, 1]
          try tx.save(first)
          try require(try tx.attempts(of: delivery.id), [first, second], "attempts, by number")
        }
      },
      Clause(description: "facts are written over by name and forgotten, and the last number stays known") { store in
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.fact("a"), nil, "no fact")
          try require(try tx.lastMessage(), MessageID(0), "last message, before the first")
          try tx.set(fact: "a", to: "1\0")
          try tx.set(fact: "b", to: "")
          try tx.set(fact: "a", to: "2\0")
          try require(try tx.fact("a"), "2\0", "fact")
          try require(try tx.fact("b"), "", "the other fact")
          try tx.set(fact: "a", to: nil)
          try tx.set(fact: "never", to: nil)
          try require(try tx.fact("a"), nil, "a fact that was forgotten")
          _ = try tx.ended(purgeAt: 1)
          try require(try tx.purge(dueBy: Instant(milliseconds: 1), limit: 1), 1, "purged")
          try require(try tx.lastMessage(), MessageID(1), "last message, which is gone")
        }
      },
      Clause(description: "a plan can be noted any number of times") { store in
        for at in 0..<3 {
          try await store.transaction { (tx) throws(StoreError) in
            try tx.install(plan: "digest", text: [123, 125], at: Instant(milliseconds: Int64(at)))
          }
        }
      },
      Clause(description: "what a transaction that throws has done is undone, and the store goes on") { store in
        let before = try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample(key: "first")).id
          _ = try tx.insert(Delivery.sample(message))
          return try tx.census()
        }
        for thrown in [StoreError.full(path: "on purpose"), .failed(path: "on purpose", why: "by the body")] {
          var caught: StoreError?
          do throws(StoreError) {
            try await store.transaction { (tx) throws(StoreError) in
              let message = try tx.insert(Message.sample(key: "k")).id
              let delivery = try tx.insert(Delivery.sample(message))
              try tx.move(DeliveryID(1), to: .done)
              try tx.save(
                Link(
                  lane: delivery.lane, recordID: "r", written: nil, created: delivery.created, updated: delivery.created
                ))
              throw thrown
            }
          } catch { caught = error }
          try require(caught, thrown, "what was thrown")
          try await store.transaction { (tx) throws(StoreError) in
            try require(try tx.census(), before, "census after the undone transaction")
            try require(try tx.state(DeliveryID(1)), .ready, "the delivery that was moved")
          }
        }
        let again = try await store.transaction { (tx) throws(StoreError) in try tx.insert(Message.sample(key: "k")) }
        try require(again.isNew, true, "the key of what was undone is free")
      },
      Clause(description: "purging takes what is due with all that hangs on it; links stay") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let ids = try (1...3).map { due throws(StoreError) in try tx.ended(purgeAt: Int64(due * 10)) }
          let never = try tx.ended(purgeAt: nil)
          try require(try tx.purge(dueBy: Instant(milliseconds: 9), limit: 9), 0, "purged before the first")
          try require(try tx.purge(dueBy: Instant(milliseconds: 25), limit: 1), 1, "purged of two, one at most")
          try require(try tx.message(ids[0]), nil, "what was due first")
          try require(try tx.deliveries(of: ids[0]), [], "its deliveries")
          try require(try tx.delivery(DeliveryID(1)), nil, "its delivery")
          try require(try tx.attempts(of: DeliveryID(1)), [], "its attempts")
          try require(try tx.message(ids[1]) != nil, true, "the second, for now")
          try require(try tx.purge(dueBy: Instant(milliseconds: .max), limit: 9), 2, "purged at the end of time")
          try require(try tx.message(never) != nil, true, "what has no purge time")
          try require(try tx.attempts(of: DeliveryID(4)).count, 1, "its attempts")
          try require(try tx.census().links, 4, "links")
          try require(try tx.census().deliveries, ["done": 1], "deliveries")
          let next = try tx.insert(Message.sample()).id
          try require(next.number > never.number, true, "numbers are never used again")
        }
      },
      Clause(description: "what was in a message goes with all that was sent and answered; what became of it stays") {
        store in
        try await store.transaction { (tx) throws(StoreError) in
          let id = try tx.ended(purgeAt: 9)
          guard var attempt = try tx.attempts(of: DeliveryID(1)).first else { return }
          (attempt.status, attempt.detail, attempt.exchange) = (422, "a text of a partner", [1, 2])
          try tx.save(attempt)
          try tx.strip([id])
          try require(try tx.message(id)?.isForgotten, true, "the message")
          try require(try tx.message(id)?.body, [], "its body")
          try require(try tx.deliveries(of: id).map(\.isForgotten), [true], "its delivery")
          try require(try tx.deliveries(of: id).map(\.payload), [[]], "its payload")
          (attempt.detail, attempt.exchange) = (nil, nil)
          try require(try tx.attempts(of: DeliveryID(1)), [attempt], "its call")
        }
      },
      Clause(description: "ended messages are found by their numbers, and links that are old by their lanes") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let ids = try (1...3).map { due throws(StoreError) in try tx.ended(purgeAt: Int64(due)) }
          for id in ids { try tx.end(id, as: .done, at: Instant(milliseconds: 2), purgeAt: Instant(milliseconds: 9)) }
          let found = try tx.ended(after: ids[0], through: ids[1]).map(\.id)
          try require(found, [ids[1]], "behind the first, up to the second")
          let flow = Delivery.sample(ids[0]).lane.flow
          var (place, removed) = (LinkPlace?.none, 0)
          func walk() throws(StoreError) {
            repeat {
              let step = try tx.removeLinks(
                writtenBefore: Instant(milliseconds: .max), flow: flow, after: place, limit: 1)
              (place, removed) = (step.last, removed + step.removed)
            } while place != nil
          }
          try walk()
          try require(removed, 0, "links that went while their lanes were in use")
          try tx.remove([ids[0], ids[2]])
          try walk()
          try require(removed, 2, "links of lanes that nothing is left of")
          try require(try tx.census().links, 1, "links")
        }
      },
      Clause(description: "what is open is never purged, whatever its purge time") { store in
        try await store.transaction { (tx) throws(StoreError) in
          for state in Message.State.allCases {
            var message = Message.sample()
            message.id = try tx.insert(message).id
            let delivery = try tx.insert(Delivery.sample(message.id, "\(state)"))
            (message.state, message.purgeAt) = (state, Instant(milliseconds: 1))
            try tx.update(message)
            try require(
              try tx.purge(dueBy: Instant(milliseconds: 5), limit: 9), 0, "purged with an open delivery: \(state)")
            try tx.move(delivery.id, to: .done)
            let hasEnded = state == .done || state == .ended
            try require(try tx.purge(dueBy: Instant(milliseconds: 5), limit: 9), hasEnded ? 1 : 0, "purged: \(state)")
          }
        }
      },
    ]
  }

  /// What must be there after closing and opening.
  public var durable: [Durable] {
    [
      Durable(description: "what was kept is there again, calls that were in flight among it") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample(key: "k")).id
          let delivery = try tx.insert(Delivery.sample(message))
          _ = try tx.insert(Delivery.sample(message))
          try tx.move(delivery.id, to: .inFlight)
          try tx.save(
            Attempt(delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1)))
          try tx.save(
            Link(
              lane: delivery.lane, recordID: "r", written: "h", created: delivery.created, updated: delivery.created))
        }
      } prove: { store in
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.message(MessageID(1))?.body, Message.sample().body, "body")
          try require(try tx.inFlight().map(\.id.number), [1], "in flight")
          try require(try tx.attempts(of: DeliveryID(1)).count, 1, "attempts")
          try require(try tx.link(Delivery.sample(MessageID(1)).lane)?.recordID, "r", "link")
          try require(try tx.insert(Message.sample(key: "k")).isNew, false, "the key is still taken")
          try require(try tx.state(DeliveryID(2)), .queued, "the second in its lane")
          try tx.move(DeliveryID(1), to: .done)
          try require(try tx.state(DeliveryID(2)), .ready, "the second, after the first")
          try require(try tx.census().deliveries, ["done": 1, "ready": 1], "census")
        }
      },
      Durable(description: "numbers go on where they were, also behind what was purged") { store in
        try await store.transaction { (tx) throws(StoreError) in
          _ = try tx.ended(purgeAt: 1)
          _ = try tx.purge(dueBy: Instant(milliseconds: 1), limit: 1)
        }
      } prove: { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          try require(message.number, 2, "message")
          try require(try tx.insert(Delivery.sample(message)).id.number, 2, "delivery")
        }
      },
    ]
  }
}

extension StoreTransaction {
  /// Keeps a message that is done, with a delivery in a lane of its own, a call for it, and a link.
  fileprivate mutating func ended(purgeAt: Int64?) throws(StoreError) -> MessageID {
    var message = Message.sample()
    message.id = try insert(message).id
    let delivery = try insert(Delivery.sample(message.id, "of message \(message.id.number)"))
    try save(Attempt(delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1)))
    try save(
      Link(lane: delivery.lane, recordID: "r", written: nil, created: delivery.created, updated: delivery.created))
    try move(delivery.id, to: .done)
    (message.state, message.purgeAt) = (.done, purgeAt.map { Instant(milliseconds: $0) })
    try update(message)
    return message.id
  }
}
