import TreatyStoreContract

/// What the engine's tests run over: the reference that drivers are held against.
typealias MemoryStore = ReferenceStore
