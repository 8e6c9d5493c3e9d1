import TreatyStore

extension StoreContract {
  var auditClauses: [Clause] {
    [
      Clause(description: "entries of the audit trail come back in their order, each chained to the one before") {
        store in
        for number in 1...3 {
          try await store.transaction { (tx) throws(StoreError) in
            try tx.append(audit: [UInt8(number), 0], about: number == 2 ? nil : "17", at: Instant(milliseconds: 5))
          }
        }
        try await store.transaction { (tx) throws(StoreError) in
          let entries = try tx.audit(after: 0, limit: 9)
          try require(entries.map(\.number), [1, 2, 3], "numbers")
          try require(entries.map(\.content), [[1, 0], [2, 0], [3, 0]].map { .readable($0) }, "contents")
          var previous = AuditChain.start
          for entry in entries {
            try require(
              entry.hash,
              AuditChain.hash(after: previous, number: entry.number, time: entry.time, kept: entry.kept), "hash")
            previous = entry.hash
          }
          try require(try tx.audit(after: 1, limit: 1).map(\.number), [2], "behind the first, one at most")
          try require(try tx.audit(about: "17", after: 0, limit: 9).map(\.number), [1, 3], "about a record")
          try require(try tx.audit(about: "17", after: 0, limit: 1).map(\.number), [1], "one at most")
          try require(try tx.audit(about: "17", after: 1, limit: 9).map(\.number), [3], "behind the first")
          try require(try tx.audit(about: "1", after: 0, limit: 9), [], "about another")
          try require(try tx.auditEnds().head?.number, 3, "the end")
          try require(try tx.auditEnds().head?.hash, entries.last?.hash, "the hash of the end")
        }
      },
      Clause(description: "the oldest entries go, and the chain goes on where it was") { store in
        try await store.transaction { (tx) throws(StoreError) in
          for number in 1...3 { try tx.append(audit: [UInt8(number)], about: nil, at: Instant(milliseconds: 5)) }
        }
        try await store.transaction { (tx) throws(StoreError) in
          let second = try tx.audit(after: 1, limit: 1)
          try tx.removeAudit(to: 2, at: Instant(milliseconds: 6))
          try require(try tx.auditEnds().anchor?.number, 2, "the anchor")
          try require(try tx.auditEnds().anchor?.hash, second.first?.hash, "the anchor's hash")
          try tx.removeAudit(to: 9, at: Instant(milliseconds: 7))
        }
        try await store.transaction { (tx) throws(StoreError) in
          try require(try tx.audit(after: 0, limit: 9), [], "what is left")
          try tx.append(audit: [4], about: nil, at: Instant(milliseconds: 8))
          let (entry, anchor) = (try tx.audit(after: 0, limit: 9).first, try tx.auditEnds().anchor)
          try require(entry?.number, 4, "the next number")
          try require(
            entry?.hash,
            entry.map { AuditChain.hash(after: anchor?.hash ?? [], number: 4, time: $0.time, kept: $0.kept) },
            "its hash")
        }
      },
      Clause(description: "notes are written over by name, listed by how they begin, and forgotten") { store in
        try await store.transaction { (tx) throws(StoreError) in
          try tx.set(note: "hold.b", to: [1])
          try tx.set(note: "hold.a", to: [])
          try tx.set(note: "other", to: [2])
          try tx.set(note: "hold.b", to: [3, 0])
          try require(try tx.note("hold.b"), [3, 0], "a note")
          try require(try tx.note("hold.a"), [], "an empty one")
          try require(try tx.notes(beginning: "hold."), ["hold.a", "hold.b"], "those that begin so")
          try tx.set(note: "hold.b", to: nil)
          try require(try tx.note("hold.b"), nil, "one that was forgotten")
          try require(try tx.notes(beginning: ""), ["hold.a", "other"], "all")
        }
      },
    ]
  }
}
