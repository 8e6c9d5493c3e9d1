import Foundation
import Testing
import TreatyStore
import TreatyStoreContract
import TreatyStoreSQLite

@Suite("The SQLite store keeps the contract of all stores")
struct ContractTests {
  /// Each look at a whole store makes a step of a walk dearer, the longer the walk: at 2000 steps, 80 s of a build without
  /// optimisation. `TREATY_WALK_STEPS` takes longer ones.
  static let inMemory = StoreContract<SQLiteStore>(steps: walkSteps)
  /// The walks are held against the store in memory, which is the same code; one of them on disk shows that it is.
  static let onDisk = StoreContract<SQLiteStore>(seeds: [4], steps: 500)

  private static let walkSteps = ProcessInfo.processInfo.environment["TREATY_WALK_STEPS"].flatMap { Int($0) } ?? 500

  @Test("in memory", arguments: inMemory.clauses)
  func memory(_ clause: StoreContract<SQLiteStore>.Clause) async throws {
    try await clause.prove(try SQLiteStore.inMemory())
  }

  @Test("on disk", arguments: onDisk.clauses)
  func disk(_ clause: StoreContract<SQLiteStore>.Clause) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    try await clause.prove(store)
    try await store.close()
  }

  @Test("over closing and opening", arguments: onDisk.durable)
  func reopened(_ promise: StoreContract<SQLiteStore>.Durable) async throws {
    let folder = try TemporaryFolder()
    for act in [promise.fill, promise.prove] {
      let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
      try await act(store)
      try await store.close()
    }
  }
}

@Suite("The contract means what the reference does")
struct ReferenceTests {
  @Test("the reference keeps every clause", arguments: StoreContract<ReferenceStore>(seeds: [5], steps: 200).clauses)
  func clause(_ clause: StoreContract<ReferenceStore>.Clause) async throws {
    try await clause.prove(ReferenceStore())
  }
}
