/// A file as it was read.
public struct SourceFile: Sendable {
  /// Path as it is shown: relative to the package, or `std/…`.
  public let path: String
  /// Content.
  public let bytes: [UInt8]
  /// Offsets at which lines begin, the first being 0.
  let lineStarts: [Int]
  /// Whether the bytes are UTF-8, so that scalars can be counted by their first bytes.
  let isUTF8: Bool

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    // What fails to validate is no text: nothing more is asked of the error.
    isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
    var starts = [0]
    // Lines of specs have some 40 bytes. By index: an enumeration takes three times as long.
    starts.reserveCapacity(bytes.count / 32 + 2)
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Whether it ships with Treaty instead of lying in the user's folder.
  var isInTheBox: Bool { path.hasPrefix("std/") }

  /// Index of the line that holds an offset, from 0.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Bytes of a line, without its end.
  func bytes(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }
}

/// A place as a person counts: from 1.
public struct LineColumn: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int
  /// Column in UTF-16 code units, from 1, as SARIF and editors count.
  public var utf16Column: Int
}

/// The files of a run. A ``FileID`` is a position in it.
public struct Sources: Sendable {
  private var files: [SourceFile] = []

  /// No files.
  public init() {}

  /// Takes a file in.
  public mutating func add(path: String, bytes: [UInt8]) -> FileID {
    files.append(SourceFile(path: path, bytes: bytes))
    return FileID(UInt32(files.count - 1))
  }

  /// A file that was taken in; an empty one for a number that was not given out here.
  public subscript(file: FileID) -> SourceFile {
    let index = Int(file.index)
    return files.indices.contains(index) ? files[index] : SourceFile(path: "?", bytes: [])
  }

  /// Whether a number was given out here.
  func contains(_ file: FileID) -> Bool { files.indices.contains(Int(file.index)) }

  /// The numbers of all files, in order.
  public var ids: [FileID] { files.indices.map { FileID(UInt32($0)) } }

  /// Where a span begins.
  public func start(of span: Span) -> LineColumn { position(of: span.range.lowerBound, in: span.file) }

  /// Where a span ends: the place behind its last character.
  public func end(of span: Span) -> LineColumn { position(of: span.range.upperBound, in: span.file) }

  /// The line of the last character of a span, from 1; of an empty one the line that it is in.
  func lastLine(of span: Span) -> Int {
    let source = self[span.file]
    let range = span.range.clamped(to: 0..<source.bytes.count)
    return source.line(at: max(range.lowerBound, range.upperBound - 1)) + 1
  }

  /// Line and columns of an offset. An offset beyond the file is its end.
  public func position(of offset: Int, in file: FileID) -> LineColumn {
    let source = self[file]
    let offset = min(max(0, offset), source.bytes.count)
    let line = source.line(at: offset)
    let before = source.bytes[source.lineStarts[line]..<offset]
    guard source.isUTF8 else {
      let text = String(decoding: before, as: UTF8.self)
      return LineColumn(line: line + 1, column: text.unicodeScalars.count + 1, utf16Column: text.utf16.count + 1)
    }
    // A scalar has one byte that is not 10xxxxxx; of four bytes, it takes two units of UTF-16.
    var scalars = 0
    var pairs = 0
    for byte in before {
      if byte & 0xC0 != 0x80 { scalars += 1 }
      if byte >= 0xF0 { pairs += 1 }
    }
    return LineColumn(line: line + 1, column: scalars + 1, utf16Column: scalars + pairs + 1)
  }

  /// For each file its position when they are sorted by path, and by number where paths are alike.
  var ranks: [Int] {
    var ranks = Array(repeating: 0, count: files.count)
    let order = files.indices.sorted {
      files[$0].path == files[$1].path
        ? $0 < $1 : files[$0].path.utf8.lexicographicallyPrecedes(files[$1].path.utf8)
    }
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    return ranks
  }

  /// The text of a span.
  public func text(of span: Span) -> String {
    let bytes = self[span.file].bytes
    return String(decoding: bytes[span.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

extension Sources {
  /// What stands from a place to the end of its line; `nil` for a place that the file does not have.
  /// - Parameters:
  ///   - line: from 1.
  ///   - column: in Unicode scalars, from 1.
  public func span(in file: FileID, line: Int, column: Int) -> Span? {
    let source = self[file]
    guard source.lineStarts.indices.contains(line - 1), column > 0 else { return nil }
    let bytes = source.bytes(ofLine: line - 1)
    var start = bytes.lowerBound
    for _ in 1..<column where start < bytes.upperBound {
      start += 1
      while start < bytes.upperBound, source.bytes[start] & 0xC0 == 0x80 { start += 1 }
    }
    return Span(file: file, range: start..<bytes.upperBound)
  }
}
