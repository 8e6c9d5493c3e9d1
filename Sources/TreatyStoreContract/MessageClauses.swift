import TreatyStore

extension StoreContract {
  var messageClauses: [Clause] {
    [
      Clause(description: "a message is read back as it was kept") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var message = Message.sample(key: "k")
          let kept = try tx.insert(message)
          try require(kept.isNew, true, "is new")
          message.id = kept.id
          try require(try tx.message(kept.id), message, "message")
          message.state = .ended
          message.ended = Instant(milliseconds: 8)
          message.starts = 3
          message.purgeAt = Instant(milliseconds: 9)
          try tx.update(message)
          try require(try tx.message(kept.id), message, "message after update")
          try require(try tx.messages(trace: "trace"), [message], "messages of the trace")
          try require(try tx.message(MessageID(999)), nil, "a message that is not there")
        }
      },
      Clause(description: "a delivery key is taken once per flow, and answers with the first") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let first = try tx.insert(Message.sample(key: "k", trace: "one"))
          let second = try tx.insert(Message.sample(key: "k", trace: "two"))
          try require(second.isNew, false, "is new")
          try require(second.id, first.id, "number")
          try require(second.trace, "one", "trace")
          try require(try tx.insert(Message.sample("g", key: "k")).isNew, true, "another flow's")
          try require(try tx.insert(Message.sample()).isNew, true, "one without key")
          try require(try tx.insert(Message.sample()).isNew, true, "another without key")
        }
      },
      Clause(description: "accepted messages come oldest first, no more than asked for") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var ids: [MessageID] = []
          for _ in 0..<5 { ids.append(try tx.insert(Message.sample()).id) }
          var first = try tx.acceptedMessages(limit: 1)[0]
          first.state = .running
          try tx.update(first)
          try require(try tx.acceptedMessages(limit: 3).map { $0.id }, Array(ids[1...3]), "accepted")
          try require(try tx.openFlows(), ["f"], "open flows")
        }
      },
      Clause(description: "what a transaction that throws has done is undone") { store in
        let before = try await store.transaction { (tx) throws(StoreError) in try tx.census() }
        do throws(StoreError) {
          try await store.transaction { (tx) throws(StoreError) in
            _ = try tx.insert(Message.sample())
            throw StoreError.full(path: "on purpose")
          }
          throw .failed(path: "contract", why: "the error was swallowed")
        } catch {
          guard case .full = error else { throw error }
          let after = try await store.transaction { (tx) throws(StoreError) in try tx.census() }
          try require(after, before, "census after the undone transaction")
        }
      },
      Clause(description: "purging takes what is due with all that hangs on it, and nothing else") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var kept: [MessageID] = []
          for purgeAt in [10, 20, nil] as [Int64?] {
            var message = Message.sample()
            message.id = try tx.insert(message).id
            message.purgeAt = purgeAt.map { Instant(milliseconds: $0) }
            message.state = .done
            try tx.update(message)
            var delivery = try tx.insert(Delivery.sample(message.id, "i\(message.id.number)"))
            try tx.save(
              Attempt(delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1)))
            try tx.save(
              Link(
                lane: delivery.lane, recordID: "r", written: nil, created: Instant(milliseconds: 1),
                updated: Instant(milliseconds: 1)))
            delivery.state = .done
            try tx.update(delivery)
            kept.append(message.id)
          }
          try require(try tx.purge(dueBy: Instant(milliseconds: 15), limit: 10), 1, "purged")
          try require(try tx.message(kept[0]), nil, "the first")
          try require(try tx.deliveries(of: kept[0]), [], "its deliveries")
          try require(try tx.message(kept[1]) != nil, true, "the second")
          try require(try tx.census().links, 3, "links")
        }
      },
    ]
  }
}
