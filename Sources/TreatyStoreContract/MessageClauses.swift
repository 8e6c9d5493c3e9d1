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
          try require(try tx.messages(trace: "trace"), [message], "messages of the trace")
          try require(try tx.messages(trace: "another"), [], "messages of another trace")
          try require(try tx.message(MessageID(999)), nil, "a message that is not there")
        }
      },
      Clause(description: "bodies are bytes: none, every one of the 256, and a mebibyte of them") { store in
        let bodies: [[UInt8]] = [[], Array(0...255), [UInt8](repeating: 255, count: 1 << 20)]
        try await store.transaction { (tx) throws(StoreError) in
          for body in bodies {
            var message = Message.sample()
            (message.body, message.headers) = (body, [])
            let id = try tx.insert(message).id
            let found = try tx.message(id)
            try require(found?.body == body, true, "body of \(body.count) bytes as it was kept")
            try require(found?.headers, [], "headers")
          }
        }
      },
      Clause(description: "texts are taken as they are, whatever stands in them") { store in
        let texts = [
          "'; DROP TABLE messages; --", "a\u{0}b", "a\u{0}", "a", "a\u{10}b", "a\u{10}0b", "\u{e9}", "e\u{301}",
          "\u{1F600}", "%_\\\"", "",
        ]
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          for text in texts {
            var delivery = Delivery.sample(message, text)
            (delivery.cause, delivery.recordID) = (text, text)
            let kept = try tx.insert(delivery)
            let found = try tx.delivery(kept.id)
            for part in [found?.lane.identity, found?.cause, found?.recordID] {
              try require(part.map { Array($0.utf8) }, Array(text.utf8), "text")
            }
            try require(kept.state, .ready, "a lane of its own for \(text.debugDescription)")
            let isNew = try tx.insert(Message.sample(key: text)).isNew
            try require(isNew, true, "a delivery key of its own for \(text.debugDescription)")
            let link = Link(
              lane: kept.lane, recordID: text, written: text, created: kept.created, updated: kept.created)
            try tx.save(link)
            try require(try tx.link(kept.lane), link, "link")
          }
        }
      },
      Clause(description: "a message that was worked out can be ended, one that was not cannot") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var message = Message.sample()
          message.id = try tx.insert(message).id
          try tx.end(message.id, as: .done, at: Instant(milliseconds: 8), purgeAt: Instant(milliseconds: 9))
          try require(try tx.message(message.id), message, "a message that is accepted")
          message.state = .running
          message.starts = 2
          try tx.update(message)
          try tx.end(message.id, as: .ended, at: Instant(milliseconds: 8), purgeAt: Instant(milliseconds: 9))
          (message.state, message.ended) = (.ended, Instant(milliseconds: 8))
          message.purgeAt = Instant(milliseconds: 9)
          try require(try tx.message(message.id), message, "a message that was worked out")
        }
      },
      Clause(description: "of a message only state, end, starts and purge time change") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var message = Message.sample(key: "k")
          message.id = try tx.insert(message).id
          for state in Message.State.allCases {
            message.state = state
            message.ended = state == .done ? nil : Instant(milliseconds: 8)
            message.starts += 1
            message.purgeAt = state == .done ? nil : Instant(milliseconds: 9)
            var changed = message
            (changed.body, changed.flow, changed.trace, changed.deliveryKey) = ([9], "g", "other", "l")
            try tx.update(changed)
            try require(try tx.message(message.id), message, "message in state \(state)")
          }
        }
      },
      Clause(description: "what is not there is not updated in silence") { store in
        for what in ["message", "delivery"] {
          var refusal: StoreError?
          do throws(StoreError) {
            try await store.transaction { (tx) throws(StoreError) in
              if what == "message" {
                try tx.update(Message.sample())
              } else {
                try tx.update(Delivery.sample(MessageID(1)))
              }
            }
          } catch { refusal = error }
          guard case .failed = refusal else { throw StoreError.failed(path: "contract", why: "a \(what) was updated") }
        }
        // The store itself has nothing.
        _ = try await store.transaction { (tx) throws(StoreError) in try tx.insert(Message.sample()) }
      },
      Clause(description: "a delivery key is taken once per flow, and answers with the first") { store in
        let first = try await store.transaction { (tx) throws(StoreError) in
          try tx.insert(Message.sample(key: "k", trace: "one"))
        }
        try await store.transaction { (tx) throws(StoreError) in
          let second = try tx.insert(Message.sample(key: "k", trace: "two"))
          try require(second.isNew, false, "is new")
          try require(second.id, first.id, "number")
          try require(second.trace, "one", "trace")
          try require(try tx.messages(trace: "two"), [], "messages of the second's trace")
          try require(try tx.insert(Message.sample("g", key: "k")).isNew, true, "another flow's")
          try require(try tx.insert(Message.sample()).isNew, true, "one without key")
          try require(try tx.insert(Message.sample()).isNew, true, "another without key")
        }
      },
      Clause(description: "accepted messages come oldest first, no more than asked for") { store in
        try await store.transaction { (tx) throws(StoreError) in
          var ids: [MessageID] = []
          for _ in 0..<5 { ids.append(try tx.insert(Message.sample()).id) }
          try require(ids, ids.sorted(), "numbers grow")
          guard var first = try tx.message(ids[0]) else { throw .failed(path: "contract", why: "the first is gone") }
          first.state = .running
          try tx.update(first)
          try require(try tx.acceptedMessages(limit: 3).map(\.id), Array(ids[1...3]), "accepted")
          try require(try tx.acceptedMessages(limit: 99).map(\.id), Array(ids[1...]), "all accepted")
          try require(try tx.acceptedMessages(limit: 0), [], "none asked for")
        }
      },
      Clause(description: "flows are open while a message of theirs is accepted or running") { store in
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.openFlows(), [], "of an empty store")
          for (flow, state) in [
            ("d", Message.State.done), ("r", .running), ("e", .ended), ("a", .accepted), ("a", .done),
          ] {
            var message = Message.sample(flow)
            message.id = try tx.insert(message).id
            message.state = state
            try tx.update(message)
          }
          try require(try tx.openFlows(), ["a", "r"], "open flows, by name")
        }
      },
    ]
  }
}
