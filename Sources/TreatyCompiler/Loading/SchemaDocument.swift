import CEL
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// A JSON file that a spec names in place of fields.
struct SchemaDocument {
  /// Its number among the files.
  var file: FileID
  var bytes: [UInt8]
  /// What it says; `nil` where it is no JSON, which is found already.
  var value: Value?
}

/// A path as a spec writes it, relative to the file that it stands in.
enum DocumentPath {
  /// Within the folder of the package.
  case inside(String)
  /// Not relative, or out of the package; with what is wrong, as the end of a sentence.
  case outside(String)

  /// - Parameter spec: Path of the spec within the package.
  init(_ path: String, from spec: String) {
    if path.hasPrefix("/") || path.hasPrefix("~") || path.contains("\\") || DocumentPath.hasScheme(path) {
      self = .outside("is no path relative to this file")
      return
    }
    var parts = spec.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        self = .outside("leads out of the package")
        return
      }
    }
    self = parts.isEmpty || path.isEmpty ? .outside("names no file") : .inside(parts.joined(separator: "/"))
  }

  /// `https://…`, `file:…`, `C:…`.
  private static func hasScheme(_ path: String) -> Bool {
    guard let colon = path.firstIndex(of: ":") else { return false }
    return !path[..<colon].contains("/")
  }
}

extension SpecFile {
  /// The JSON files that it names, where it names them.
  var documents: [Located<String>] {
    let schemas = connectors.flatMap { connector in
      connector.value.records.map { $0.value.schema } + connector.value.events.map { $0.value.schema }
    }
    let ofConnectors = schemas.compactMap { schema -> Located<String>? in
      if case .document(let document) = schema { document.file } else { nil }
    }
    return ofConnectors + models.compactMap { $0.value.schema?.file }
  }
}

extension Diagnostic {
  static func outsideDocument(_ path: Located<String>, _ why: String, like example: String = "item.schema.json")
    -> Diagnostic
  {
    Diagnostic(
      code: .documentOutsidePackage, severity: .error, message: "`\(path.value)` \(why)",
      primary: Label(span: path.span),
      reason: "a package is one folder: what belongs to it goes wherever it goes, and nothing is fetched",
      fixes: [Fix(title: "copy the file into the package, and name it relative to this one: `\(example)`")])
  }

  static func missingDocument(_ path: Located<String>, _ place: String) -> Diagnostic {
    Diagnostic(
      code: .unreadableFile, severity: .error, message: "there is no file `\(place)` in the package",
      primary: Label(span: path.span),
      fixes: [Fix(title: "a path is relative to the file that it stands in; look at its spelling")])
  }

  static func unreadableDocument(_ path: Located<String>, _ why: String) -> Diagnostic {
    Diagnostic(
      code: .unreadableFile, severity: .error, message: "`\(path.value)` cannot be read",
      primary: Label(span: path.span), reason: why, fixes: [Fix(title: "look at who may read it")])
  }

  static func largeDocument(
    _ path: Located<String>, most: Int = SourceText.mostBytes,
    leave: String = "only the schemas in it that this record needs"
  ) -> Diagnostic {
    Diagnostic(
      code: .fileTooLarge, severity: .error,
      message: "`\(path.value)` has more than \(most) bytes", primary: Label(span: path.span),
      fixes: [Fix(title: "leave \(leave)")])
  }

  static func notJSON(_ failure: JSONFailure, in file: FileID, of count: Int, namedBy path: Located<String>)
    -> Diagnostic
  {
    let start = min(failure.offset, count)
    return Diagnostic(
      code: .invalidJSON, severity: .error, message: "this is no JSON: \(failure.message)",
      primary: Label(span: Span(file: file, range: start..<min(start + 1, count))),
      related: [Label(span: path.span, text: "named here")])
  }
}
