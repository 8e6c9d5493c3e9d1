/// A file as it was read.
public struct SourceFile: Sendable {
  /// Path as it is shown: relative to the package, or `std/…`.
  public let path: String
  /// Content.
  public let bytes: [UInt8]
  /// Offsets at which lines begin, the first being 0.
  let lineStarts: [Int]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    // Lines of specs have some 40 bytes. By index: an enumeration takes three times as long.
    starts.reserveCapacity(bytes.count / 32 + 2)
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

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

  /// The numbers of all files, in order.
  public var ids: [FileID] { files.indices.map { FileID(UInt32($0)) } }

  /// Where a span begins.
  public func start(of span: Span) -> LineColumn { position(of: span.range.lowerBound, in: span.file) }

  /// Where a span ends: the place behind its last character.
  public func end(of span: Span) -> LineColumn { position(of: span.range.upperBound, in: span.file) }

  /// Line and columns of an offset. An offset beyond the file is its end.
  public func position(of offset: Int, in file: FileID) -> LineColumn {
    let source = self[file]
    let offset = min(max(0, offset), source.bytes.count)
    let line = source.line(at: offset)
    let before = String(decoding: source.bytes[source.lineStarts[line]..<offset], as: UTF8.self)
    return LineColumn(line: line + 1, column: before.unicodeScalars.count + 1, utf16Column: before.utf16.count + 1)
  }

  /// The text of a span.
  public func text(of span: Span) -> String {
    let bytes = self[span.file].bytes
    return String(decoding: bytes[span.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
