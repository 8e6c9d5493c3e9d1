import Testing
import TreatyStore
import TreatyStoreContract
import TreatyStoreSQLite

@Suite("The SQLite store keeps the contract of all stores")
struct ContractTests {
  static let clauses = StoreContract<SQLiteStore>().clauses

  @Test("in memory", arguments: clauses)
  func memory(_ clause: StoreContract<SQLiteStore>.Clause) async throws {
    try await clause.prove(try SQLiteStore.inMemory())
  }

  @Test("on disk", arguments: clauses)
  func disk(_ clause: StoreContract<SQLiteStore>.Clause) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    try await clause.prove(store)
    try await store.close()
  }
}
