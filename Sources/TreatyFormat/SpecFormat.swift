public import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Which kind of file it is: that decides which keys it has, and in which order they are written.
public enum SpecFileKind: Hashable, Sendable {
  /// `treaty.yaml`.
  case manifest
  /// `*.treaty.yaml`.
  case sections

  /// The kind of file that a path leads to, told by its last part.
  public init(path: String) {
    self = path.split(separator: "/").last == "treaty.yaml" ? .manifest : .sections
  }

  var form: Form {
    switch self {
    case .manifest: .declaration(Manifest.outline)
    case .sections: .declaration(SpecFile.outline)
    }
  }
}

/// A file as it is written canonically.
public struct FormattedSpec: Sendable {
  /// What became of a file.
  public enum Outcome: Hashable, Sendable {
    /// It was written so before.
    case kept
    /// It is written otherwise.
    case changed
    /// It stays as it is, for a reason that is among the findings: errors, mostly.
    case refused
  }

  /// The file's bytes; those that it had, unless it was changed.
  public let bytes: [UInt8]
  /// What was found on reading it.
  public let findings: Findings
  /// What became of it.
  public let outcome: Outcome
}

/// Writes specs in the one way in which they are best read, and changes nothing of what they mean.
///
/// Keys stand in the order of their descriptions, names of the user's stay where they are. A block is indented by two spaces, at most one
/// empty line stands between two lines, none has white space at its end. Scalars and what stands in brackets keep their words and their
/// style. Comments go with what they belong to.
public enum SpecFormat {
  /// Formats a file.
  ///
  /// The result is read again and held against what was read before: where they differ, which is a fault of ours, the file stays as it is.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its number among the sources, for what is found.
  ///   - kind: which kind of file it is; `nil` where only its content can tell.
  public static func format(_ bytes: [UInt8], file: FileID = FileID(0), kind: SpecFileKind? = nil) -> FormattedSpec {
    var findings = Findings()
    func left(_ outcome: FormattedSpec.Outcome) -> FormattedSpec {
      FormattedSpec(bytes: bytes, findings: findings, outcome: outcome)
    }
    let tree = SyntaxTree.read(file: file, bytes: bytes, into: &findings)
    guard let tree, !findings.hasErrors else { return left(.refused) }
    let kind = kind ?? guess(tree)
    var layout = Layout(tree, areRootEntriesParted: kind == .sections)
    let formatted = layout.file(kind.form)
    guard formatted.count <= SyntaxLimits.spec.bytes else {
      findings.add(.tooLargeFormatted(file))
      return left(.refused)
    }
    guard formatted != bytes else { return left(.kept) }
    var again = Findings()
    guard let new = SyntaxTree.read(file: file, bytes: formatted, into: &again), !again.hasErrors,
      Sameness.holds(tree, new, kind.form)
    else {
      findings.add(.formattedOtherwise(file))
      return left(.refused)
    }
    return FormattedSpec(bytes: formatted, findings: findings, outcome: .changed)
  }

  /// A manifest says which edition it is of, or what its package is called.
  private static func guess(_ tree: SyntaxTree) -> SpecFileKind {
    tree.root?[name: "treaty"] != nil || tree.root?[name: "package"] != nil ? .manifest : .sections
  }
}

extension Diagnostic {
  fileprivate static func tooLargeFormatted(_ file: FileID) -> Diagnostic {
    Diagnostic(
      code: .fileTooLarge, severity: .warning,
      message: "formatted, the file would have more than \(SyntaxLimits.spec.bytes) bytes, so it stays as it is",
      primary: Label(span: Span(file: file, range: 0..<0)),
      fixes: [Fix(title: "split it: all files of a package share their names")])
  }

  fileprivate static func formattedOtherwise(_ file: FileID) -> Diagnostic {
    Diagnostic(
      code: .invalidYAML, severity: .bug,
      message: "formatted, the file would mean something else, so it stays as it is",
      primary: Label(span: Span(file: file, range: 0..<0)),
      reason: "this is a fault of Treaty's, not of the file", fixes: [Fix(title: "report it with the file")])
  }
}
