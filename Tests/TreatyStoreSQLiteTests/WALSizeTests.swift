import Testing

@testable import TreatyStoreSQLite

@Suite("As much of the WAL is written back at once as the disk takes little time for")
struct WALSizeTests {
  /// After how many pages it is written back, from none in it.
  private func due(_ size: WALSize) -> Int {
    for pages in 1...10_000 {
      size.note(pages: pages)
      if size.isDue { return pages }
    }
    return .max
  }

  /// Pages after which it is written back, when writing back has taken so long some times.
  private func wanted(_ milliseconds: Int, times: Int, scattered: Bool = false) -> Int {
    let size = WALSize(most: 4_000)
    if scattered { size.expect(scattered: true) }
    for _ in 0..<times {
      _ = due(size)
      size.noteWritten(in: .milliseconds(milliseconds))
      size.note(pages: 0)
    }
    return due(size)
  }

  @Test("more where it is quick, fewer where it is slow, and neither without an end")
  func adapts() {
    #expect(wanted(10, times: 3) == 1_000, "as it was")
    #expect(wanted(1, times: 1) == 2_000)
    #expect(wanted(1, times: 9) == 4_000)
    #expect(wanted(30, times: 1) == 500)
    #expect(wanted(30, times: 9) == 128)
  }

  @Test("where changes lie all over the file few at a time, however quick that is; afterwards as usual")
  func scattered() {
    #expect(wanted(10, times: 1, scattered: true) == 128)
    #expect(wanted(1, times: 9, scattered: true) == 250)
    let size = WALSize(most: 4_000)
    size.expect(scattered: true)
    size.expect(scattered: false)
    size.noteWritten(in: .milliseconds(1))
    size.note(pages: 0)
    #expect(due(size) == 256, "from there it grows again")
  }

  @Test("a test that asks for few gets few")
  func few() { #expect(due(WALSize(most: 16)) == 16) }
}
