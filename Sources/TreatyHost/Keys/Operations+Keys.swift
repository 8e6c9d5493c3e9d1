public import TreatyKeys
import TreatyStore
import TreatyStoreSQLite

extension Operations {
  /// The keys of the store.
  public func keys() async throws(Failure) -> KeysReport {
    if let report: KeysReport = try await host.ask("/keys") { return report }
    return try await look { (store) throws(StoreError) in try await KeyDesk.report(of: store) }
  }

  /// Wraps all keys by a new master key, while the host runs.
  /// - Parameter key: the new one; `nil` lets the host make one and put it into the file that it has the old one from.
  /// - Returns: its id.
  public func rotateKeys(to key: MasterKey?, reason: String?) async throws(Failure) -> String {
    let target = "/keys/rotate\(Operations.query([("reason", reason)]))"
    let body = key.map { Array($0.text.utf8) }
    guard let report: [String: String] = try await host.ask(target, method: "POST", body: body) else { throw .noHost }
    return report["master"] ?? ""
  }

  /// Forgets a key, with all that is sealed by it.
  public func forgetKey(_ number: UInt32, reason: String?) async throws(Failure) -> KeyLine {
    let target = "/keys/\(number)/forget\(Operations.query([("reason", reason)]))"
    guard let line: KeyLine = try await host.ask(target, method: "POST") else { throw .noHost }
    return line
  }

  /// Copies the key ring, wrapped as it is, to a file.
  public func exportKeys(to file: String) throws(Failure) {
    guard let path else { throw .misused("the key ring is copied where the store is") }
    let isCopied: Bool
    do throws(StoreError) { isCopied = try SQLiteStore.copyKeyRing(of: path, to: file) } catch { throw .store(error) }
    guard isCopied else { throw .refused("`\(file)` is there already, and stays as it is: name another") }
  }
}
