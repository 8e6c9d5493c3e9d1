import Foundation
import GRDB
import Glibc
import TreatyStore

/// A file that is a copy of a store: made ready, checked, put in its place.
enum StoreCopy {
  /// Opens a copy that nobody else has, works on it, and closes it, so that it is one file afterwards.
  static func work<Result>(
    on path: String, shownAs shown: String, _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let result = try queue.writeWithoutTransaction(body)
      try queue.close()
      return result
    } catch { throw said(error, shown) }
  }

  private static func said(_ error: any Error, _ shown: String) -> StoreError {
    switch StoreFailure(error, path: shown) {
    case .passing(let error), .lasting(let error): error
    }
  }

  /// Refuses a copy that is not whole.
  static func check(_ database: Database, shownAs shown: String) throws {
    let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(3)").filter { $0 != "ok" }
    guard faults.isEmpty else {
      throw StoreError.failed(path: shown, why: "it is damaged: \(faults.joined(separator: "; "))")
    }
    guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
      throw StoreError.failed(path: shown, why: "it is damaged: it has rows that belong to nothing")
    }
  }

  /// Flushes a file, gives it its name, and flushes the folder that says so.
  static func place(_ draft: String, at path: String) throws(StoreError) {
    try flush(draft, shownAs: path)
    guard rename(draft, path) == 0 else {
      throw .failed(path: path, why: "it cannot be put in its place: \(FileSystem.errorText())")
    }
    try flush(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", shownAs: path)
  }

  private static func flush(_ file: String, shownAs shown: String) throws(StoreError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: shown, why: "it cannot be opened: \(FileSystem.errorText())") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .failed(path: shown, why: "it is not on disk: \(FileSystem.errorText())")
    }
  }

  /// The first name of this kind that is free.
  static func free(_ path: String, _ ending: String) -> String {
    var number = 1
    while access("\(path).\(ending)-\(number)", F_OK) == 0 { number += 1 }
    return "\(path).\(ending)-\(number)"
  }

  /// Runs something that takes its time on a thread that nobody else needs.
  static func aside<Result: Sendable>(_ body: @Sendable @escaping () throws(StoreError) -> Result)
    async throws(StoreError) -> Result
  {
    let outcome = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: Swift.Result { () throws(StoreError) -> Result in try body() })
      }
    }
    return try outcome.get()
  }
}
