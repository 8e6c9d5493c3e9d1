import TreatyStore

extension StoreContract {
  var laneClauses: [Clause] {
    [
      Clause(description: "a delivery is read back as it was kept") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var delivery = try tx.insert(Delivery.sample(message))
          try require(try tx.delivery(delivery.id), delivery, "delivery")
          delivery.state = .inFlight
          delivery.phase = .confirm
          delivery.attempts = 4
          delivery.sent = Instant(milliseconds: 11)
          delivery.operation = "create"
          delivery.recordID = "17"
          delivery.failure = "outage"
          delivery.cause = "because"
          try tx.update(delivery)
          try require(try tx.delivery(delivery.id), delivery, "delivery after update")
          try require(try tx.inFlight(), [delivery], "in flight")
          try require(try tx.deliveries(in: [.inFlight], flow: "f", limit: 5), [delivery], "by state and flow")
          try require(try tx.deliveries(in: [.inFlight], flow: "g", limit: 5), [], "of another flow")
        }
      },
      Clause(description: "only the first of a lane can go; the next goes when it no longer holds the lane") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var deliveries: [Delivery] = []
          for _ in 0..<4 { deliveries.append(try tx.insert(Delivery.sample(message))) }
          let other = try tx.insert(Delivery.sample(message, "other"))
          try require(deliveries.map { $0.state }, [.ready, .queued, .queued, .queued], "states")
          try require(other.state, .ready, "another lane's")
          for (index, end) in [Delivery.State.done, .dead, .dropped].enumerated() {
            var first = deliveries[index]
            first.state = .inFlight
            try tx.update(first)
            first.state = .asking
            try tx.update(first)
            try require(try tx.delivery(deliveries[index + 1].id)?.state, .queued, "while the first asks")
            first.state = end
            try tx.update(first)
            try require(try tx.delivery(deliveries[index + 1].id)?.state, .ready, "after \(end)")
          }
        }
      },
      Clause(description: "a dead letter that is retried goes to the end of its lane") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var first = try tx.insert(Delivery.sample(message))
          var second = try tx.insert(Delivery.sample(message))
          let third = try tx.insert(Delivery.sample(message))
          first.state = .dead
          try tx.update(first)
          first.state = .ready
          try tx.update(first)
          try require(try tx.delivery(first.id)?.state, .queued, "the retried one")
          second.state = .done
          try tx.update(second)
          try require(try tx.delivery(third.id)?.state, .ready, "the third")
          try require(try tx.delivery(first.id)?.state, .queued, "the retried one still")
        }
      },
      Clause(description: "what is due comes by due time, of the system asked for, no more than asked for") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          for (index, due) in [30, 10, 20, 40].enumerated() {
            _ = try tx.insert(Delivery.sample(message, "\(index)", due: Int64(due)))
          }
          _ = try tx.insert(Delivery.sample(message, "x", system: "t", due: 5))
          let now = Instant(milliseconds: 30)
          try require(try tx.ready(system: "s", dueBy: now, limit: 9).map { $0.due.milliseconds }, [10, 20, 30], "due")
          try require(try tx.ready(system: "s", dueBy: now, limit: 2).map { $0.due.milliseconds }, [10, 20], "limited")
          try require(try tx.nextDue(systems: ["s"])?.milliseconds, 10, "next of s")
          try require(try tx.nextDue(systems: ["s", "t"])?.milliseconds, 5, "next of both")
          try require(try tx.nextDue(systems: []), nil, "next of none")
        }
      },
      Clause(description: "progress and census count what is there") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          var first = try tx.insert(Delivery.sample(message, "a"))
          _ = try tx.insert(Delivery.sample(message, "b"))
          first.state = .dead
          try tx.update(first)
          let progress = try tx.progress(of: message)
          try require([progress.open, progress.dead], [1, 1], "progress")
          let census = try tx.census()
          try require(census.deliveries, ["dead": 1, "ready": 1], "deliveries")
          try require(census.messages, ["accepted": 1], "messages")
          try require(census.open, ["s": ["dead": 1, "ready": 1]], "by system")
          try require(census.oldestOpen?.milliseconds, 7, "oldest")
        }
      },
    ]
  }

  var linkClauses: [Clause] {
    [
      Clause(description: "links and attempts are written over by their key") { store in
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample()).id
          let delivery = try tx.insert(Delivery.sample(message))
          try require(try tx.link(delivery.lane), nil, "no link")
          var link = Link(
            lane: delivery.lane, recordID: "1", written: "h", created: Instant(milliseconds: 1),
            updated: Instant(milliseconds: 2))
          try tx.save(link)
          link.recordID = "2"
          link.written = nil
          link.updated = Instant(milliseconds: 3)
          try tx.save(link)
          try require(try tx.link(delivery.lane), link, "link")
          var attempt = Attempt(
            delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1))
          try tx.save(attempt)
          attempt.ended = Instant(milliseconds: 4)
          attempt.status = 503
          attempt.result = "outage"
          attempt.detail = "d"
          try tx.save(attempt)
          try require(try tx.attempts(of: delivery.id), [attempt], "attempts")
        }
      }
    ]
  }
}
