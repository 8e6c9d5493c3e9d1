import Foundation
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyHost

@Suite("A log file is kept as long as a policy says, in small files, and no line of it is lost")
struct LogFileTests {
  private static let day: Int64 = 86_400_000
  /// 2026-11-28, at noon.
  private static let noon = Instant(milliseconds: 1_795_867_200_000)

  private static func after(_ days: Int64) -> Instant { noon.advanced(milliseconds: days * day) }

  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-log-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // what is left is in the temporary folder
    try body(folder.path)
  }

  private static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private static func unzipped(_ path: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/gzip")
    process.arguments = ["-dc", path]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test("a new one begins with each day, and the one before is compressed")
  func days() throws {
    try Self.withFolder { folder in
      let log = try LogFile("\(folder)/treaty.log", at: Self.noon)
      #expect(log.write("first", at: Self.noon))
      #expect(log.write("second", at: Self.after(1)))
      #expect(try Self.names(folder) == ["treaty.log", "treaty.log.2026-11-28.1"])
      #expect(try log.tend(keeping: 30 * Self.day, at: Self.after(1)).isEmpty)
      #expect(try Self.names(folder) == ["treaty.log", "treaty.log.2026-11-28.1.gz"])
      #expect(try Self.unzipped("\(folder)/treaty.log.2026-11-28.1.gz") == "first\n")
      #expect(try String(contentsOfFile: "\(folder)/treaty.log", encoding: .utf8) == "second\n")
    }
  }

  @Test("one goes when its time after its day is over, and nothing else that lies there does")
  func gone() throws {
    try Self.withFolder { folder in
      let others = ["treaty.log.bak", "treaty.log.2026-11-01.x", "treaty.login.2026-11-01.1.gz"]
      for other in others { try Data("x".utf8).write(to: URL(filePath: "\(folder)/\(other)")) }
      let log = try LogFile("\(folder)/treaty.log", at: Self.noon)
      for day in 0..<4 as Range<Int64> { #expect(log.write("day \(day)", at: Self.after(day))) }
      // The 28th is over at its midnight: two days after that it is gone.
      #expect(try log.tend(keeping: 2 * Self.day, at: Self.after(2)).isEmpty)
      #expect(try log.tend(keeping: 2 * Self.day, at: Self.after(3)) == ["\(folder)/treaty.log.2026-11-28.1.gz"])
      let left = ["treaty.log", "treaty.log.2026-11-29.1.gz", "treaty.log.2026-11-30.1.gz"]
      #expect(try Self.names(folder) == (left + others).sorted())
    }
  }

  @Test("a day without a line ends it as well, and a process that begins goes on where the one before was")
  func restarted() throws {
    try Self.withFolder { folder in
      let path = "\(folder)/treaty.log"
      var log = try LogFile(path, at: Self.noon)
      #expect(log.write("first", at: Self.noon))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: Double(Self.noon.milliseconds) / 1_000)], ofItemAtPath: path)
      log = try LogFile(path, at: Self.noon)
      #expect(log.write("second", at: Self.noon))
      #expect(try log.tend(keeping: 9 * Self.day, at: Self.after(1)).isEmpty)
      #expect(try Self.unzipped("\(path).2026-11-28.1.gz") == "first\nsecond\n")
      // A file that was put aside and not compressed by a process that died.
      try Data("left\n".utf8).write(to: URL(filePath: "\(path).2026-11-29.1"))
      #expect(try log.tend(keeping: 9 * Self.day, at: Self.after(2)).isEmpty)
      #expect(try Self.unzipped("\(path).2026-11-29.1.gz") == "left\n")
    }
  }

  @Test("the longest of the policies that say something holds, and 30 days where none does")
  func policies() {
    var (short, long) = (RetentionPolicy.standard, RetentionPolicy.standard)
    #expect(RetentionPolicy.logMilliseconds([short, long]) == 30 * Self.day)
    short.logMilliseconds = Self.day
    #expect(RetentionPolicy.logMilliseconds([short, long]) == Self.day)
    long.logMilliseconds = 400 * Self.day
    #expect(RetentionPolicy.logMilliseconds([short, long]) == 400 * Self.day)
  }

  @Test("where it cannot be, that is said at once")
  func refused() {
    #expect(throws: LogFile.Failure.self) { try LogFile("/nowhere/treaty.log", at: Self.noon) }
  }
}
