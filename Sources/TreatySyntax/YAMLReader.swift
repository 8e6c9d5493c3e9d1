public import TreatyDiagnostics

/// What a document may not exceed.
public struct SyntaxLimits: Hashable, Sendable {
  /// Bytes of a file. More than 1 GiB is never read.
  public var bytes: Int
  /// Containers within containers.
  public var depth: Int
  /// Keys, values and elements in all.
  public var nodes: Int

  /// Limits.
  public init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// What a spec may not exceed. Honest files stay far below; libyaml itself has no limit of depth.
  public static let spec = SyntaxLimits(bytes: 1 << 20, depth: 64, nodes: 100_000)
}

extension SyntaxTree {
  /// Reads a document. What specs do not allow is a finding; there is no tree where the text is no YAML.
  ///
  /// `Benchmarks/SyntaxBench` holds it against libyaml's bare events.
  public static func read(file: FileID, bytes: [UInt8], limits: SyntaxLimits = .spec, into findings: inout Findings)
    -> SyntaxTree?
  {
    let most = min(limits.bytes, 1 << 30)
    guard bytes.count <= most else {
      findings.add(.tooLarge(most: most, file))
      return nil
    }
    let scan = SourceScan(bytes)
    if let offset = scan.firstInvalid {
      findings.add(.notUTF8(at: offset, file))
      return nil
    }
    if let offset = scan.firstDisputed {
      findings.add(.disputed(bytes, at: offset, file))
      return nil
    }
    var builder = TreeBuilder(file: file, source: bytes, limits: limits, scan: scan)
    builder.run()
    findings.add(contentsOf: builder.findings)
    return builder.tree
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(most: Int, _ file: FileID) -> Diagnostic {
    Diagnostic(
      code: .fileTooLarge, severity: .error, message: "the file has more than \(most) bytes",
      primary: Label(span: Span(file: file, range: 0..<0)),
      fixes: [Fix(title: "split it: all files of a package share their names")])
  }

  fileprivate static func notUTF8(at offset: Int, _ file: FileID) -> Diagnostic {
    Diagnostic(
      code: .invalidUTF8, severity: .error,
      message: "the file is not UTF-8: byte \(offset) does not belong to any character",
      primary: Label(span: Span(file: file, range: offset..<offset + 1)),
      fixes: [Fix(title: "save the file as UTF-8")])
  }

  fileprivate static func disputed(_ bytes: [UInt8], at offset: Int, _ file: FileID) -> Diagnostic {
    let (length, name, escape) =
      switch (bytes[offset], bytes[offset + 1], bytes[min(offset + 2, bytes.count - 1)]) {
      case (0xC2, _, _): (2, "U+0085", "\\N")
      case (0xEF, _, _): (3, "U+FEFF", "\\uFEFF")
      case (_, _, 0xA8): (3, "U+2028", "\\L")
      default: (3, "U+2029", "\\P")
      }
    return Diagnostic(
      code: .invalidYAML, severity: .error, message: "the character \(name) stands in the file, and cannot be seen",
      primary: Label(span: Span(file: file, range: offset..<offset + length)),
      reason: bytes[offset] == 0xEF
        ? "it is a byte order mark, which stands at the head of a file; further on some readers of YAML pass over it"
        : "some readers of YAML take it for the end of the line and some do not, so the text means two things",
      fixes: [Fix(title: "remove it, or write `\(escape)` in double quotes")])
  }
}
