import TreatyStore

extension StoreContract {
  var nameClauses: [Clause] {
    [
      Clause(description: "what is kept under a former name is found under today's, and under no other") { store in
        let before = LaneKey(flow: "f", target: "s.r", identity: "i")
        let after = LaneKey(flow: "h", target: "u.r", identity: "i")
        try await store.transaction { (tx) throws(StoreError) in
          let message = try tx.insert(Message.sample(key: "k")).id
          _ = try tx.insert(Delivery.sample(message))
          try tx.save(
            Link(
              lane: before, recordID: "1", written: nil, created: Instant(milliseconds: 1),
              updated: Instant(milliseconds: 2)))
          tx.names.follow(flows: ["h": "f"], from: ["f"], to: ["h"])
          tx.names.follow(systems: ["u": "s"], from: ["s"], to: ["u"])
        }
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.link(after)?.recordID, "1", "the link under the new names")
          try require(try tx.openFlows(), ["h"], "open flows")
          try require(try tx.readyQueues().map { [$0.system, $0.flow] }, [["u", "h"]], "what can go")
          let ready = try tx.ready(
            system: "u", flow: "h", dueBy: Instant(milliseconds: 1), newestFirst: false, limit: 9)
          try require(ready.map(\.lane), [after], "its lane")
          try require(try tx.hasLinks(flow: "h", target: "u.r"), true, "links of the new names")
          try require(try tx.census().queues.map(\.flow), ["h"], "counts")
          try require(try tx.insert(Message.sample("h", key: "k")).isNew, false, "taken before, under the old name")
          // Behind what was there under the old name, in the same lane.
          let message = try tx.insert(Message.sample("h")).id
          var delivery = Delivery.sample(message, flow: "h", system: "u")
          delivery.lane = after
          try require(try tx.insert(delivery).state, .queued, "in the lane that is held")
        }
      },
      Clause(description: "something new of a former name has nothing of what had that name") { store in
        try await store.transaction { (tx) throws(StoreError) in
          _ = try tx.insert(Message.sample(key: "k"))
          tx.names.follow(flows: ["h": "f"], from: ["f"], to: ["h"])
          tx.names.follow(flows: [:], from: ["h"], to: ["f", "h"])
          try require(try tx.insert(Message.sample("f", key: "k")).isNew, true, "of the new flow")
          try require(try tx.insert(Message.sample("h", key: "k")).isNew, false, "of the one that was renamed")
          try require(try tx.openFlows(), ["f", "h"], "open flows")
        }
      },
      Clause(description: "names of a transaction that is taken back are as they were") { store in
        do throws(StoreError) {
          try await store.transaction { (tx) throws(StoreError) in
            _ = try tx.insert(Message.sample())
            tx.names.follow(flows: ["h": "f"], from: ["f"], to: ["h"])
            throw .full(path: "on purpose")
          }
        } catch { try require(error, .full(path: "on purpose"), "the error of a body") }
        try await store.transaction { (tx) throws(StoreError) in
          try require(tx.names.isEmpty, true, "names")
        }
      },
    ]
  }
}
