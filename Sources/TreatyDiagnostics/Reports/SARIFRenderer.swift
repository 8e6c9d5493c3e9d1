/// SARIF 2.1.0 for code scanning. What is allowed or in the baseline is marked and not left out, since a result that vanishes is taken for
/// mended; and a run that could not load the package gives a file that is valid and says so.
struct SARIFRenderer {
  /// Results that GitHub takes of a run.
  private static let most = 25_000
  /// The folder of the package, or of the repository that it lies in; the name is the one that viewers know.
  private static let root = "%SRCROOT%"
  /// What ships within Treaty and lies in no folder.
  private static let box = "TREATYBOX"

  private let sources: Sources
  private let options: ReportOptions

  init(_ sources: Sources, _ options: ReportOptions) {
    self.sources = sources
    self.options = options
  }

  func render(_ findings: Findings) -> String {
    let listed = findings.listed(in: sources)
    // Where nothing was loaded there may be no manifest to show a finding at.
    let isLoaded = options.outcome == .complete
    let (shown, left) = SARIFRenderer.cut(listed.filter { isLoaded || $0.diagnostic.primary != nil })
    let rules = Rules(listed)
    let files = Files(shown.map { $0.diagnostic }, sources)
    let run = SARIFLog.Run(
      tool: SARIFLog.Tool(
        driver: SARIFLog.Driver(
          version: options.version.isEmpty ? nil : options.version,
          rules: rules.codes.map { rule($0.code, $0.severity) })),
      invocations: [invocation(listed, left, rules, files)], originalUriBaseIds: baseIDs(files),
      artifacts: files.files.map { artifact($0, files) },
      results: shown.map { result($0, rules, files, findings.isComparedWithBaseline) })
    return JSONText.page(SARIFLog(runs: [run]))
  }

  /// The most severe of too many, in their order, and how many are left out.
  private static func cut(_ findings: [Finding]) -> ([Finding], left: Int) {
    guard findings.count > most else { return (findings, 0) }
    let kept = findings.enumerated().sorted {
      ($0.element.isLive ? 0 : 1, $0.element.diagnostic.severity, $0.offset)
        < ($1.element.isLive ? 0 : 1, $1.element.diagnostic.severity, $1.offset)
    }.prefix(most).sorted { $0.offset < $1.offset }
    return (kept.map { $0.element }, findings.count - most)
  }

  private func invocation(_ all: [Finding], _ left: Int, _ rules: Rules, _ files: Files) -> SARIFLog.Invocation {
    var notifications: [SARIFLog.Notification] = []
    if options.outcome == .notLoaded {
      notifications.append(
        SARIFLog.Notification(
          level: "error", message: SARIFText.words("the package could not be loaded: what was found is not all")))
      notifications += all.filter { $0.isLive && $0.diagnostic.severity <= .error }.prefix(SARIFRenderer.most).map {
        SARIFLog.Notification(
          level: SARIFRenderer.level($0.diagnostic.severity), message: SARIFText.words($0.diagnostic.plainText),
          associatedRule: SARIFLog.RuleReference(
            id: $0.diagnostic.code.name, index: rules.index($0.diagnostic.code)),
          locations: $0.diagnostic.primary.map { [location($0, files, withText: false)] })
      }
    }
    if left > 0 {
      notifications.append(
        SARIFLog.Notification(
          level: "warning",
          message: SARIFText.words(
            "\(left) more than the \(SARIFRenderer.most) results that code scanning takes; all of them: \(options.command)"
          )))
    }
    return SARIFLog.Invocation(
      executionSuccessful: options.outcome == .complete,
      toolExecutionNotifications: notifications.isEmpty ? nil : notifications)
  }

  private func rule(_ code: DiagnosticCode, _ found: Severity) -> SARIFLog.Rule {
    let page = options.catalogue[code]
    let severity = page?.severity ?? found
    let explain = "More: treaty explain \(code.name)"
    return SARIFLog.Rule(
      // Words of a rule are shown as they are: nothing is put into them, and so their braces are not doubled.
      id: code.name, name: page?.name, shortDescription: page.map { SARIFLog.Words(text: $0.title) },
      fullDescription: page.map { SARIFLog.Words(text: $0.summary) },
      help: SARIFLog.Words(
        text: page.map { "\($0.why)\n\n\($0.mend)\n\n\(explain)" } ?? explain, markdown: page?.markdown()),
      defaultConfiguration: SARIFLog.Configuration(level: SARIFRenderer.level(severity)),
      properties: SARIFLog.Tags(tags: [code.family.name]))
  }

  private func result(_ finding: Finding, _ rules: Rules, _ files: Files, _ isCompared: Bool) -> SARIFLog.Result {
    let diagnostic = finding.diagnostic
    var main = diagnostic.primary.map { location($0, files, withText: true) } ?? manifest()
    if let path = diagnostic.path { main.logicalLocations = [SARIFLog.LogicalLocation(fullyQualifiedName: path)] }
    let related = diagnostic.related.enumerated().map { index, label in
      var place = location(label, files, withText: true)
      place.id = index + 1
      return place
    }
    // The schema wants each fix once.
    var seen: Set<Fix> = []
    let fixes = diagnostic.fixes.filter { $0.applicability < .manual && seen.insert($0).inserted }
      .map { fix($0, files) }
    return SARIFLog.Result(
      ruleId: diagnostic.code.name, ruleIndex: rules.index(diagnostic.code),
      level: SARIFRenderer.level(diagnostic.severity), message: SARIFText.words(diagnostic.plainText),
      locations: [main], relatedLocations: related.isEmpty ? nil : related,
      partialFingerprints: ["treatyFinding/v1": finding.fingerprint.description],
      suppressions: suppressions(finding.state, files),
      baselineState: isCompared ? (finding.state == .baselined ? "unchanged" : "new") : nil,
      fixes: fixes.isEmpty ? nil : fixes)
  }

  private func suppressions(_ state: FindingState, _ files: Files) -> [SARIFLog.Suppression]? {
    switch state {
    case .live: nil
    case .baselined: [SARIFLog.Suppression(kind: "external", justification: "in the baseline")]
    case .suppressed(let allowed):
      [
        SARIFLog.Suppression(
          kind: "inSource", justification: allowed.reason,
          location: allowed.comment.map { location(Label(span: $0), files, withText: false) })
      ]
    }
  }

  private func fix(_ fix: Fix, _ files: Files) -> SARIFLog.Fix {
    let byFile = Dictionary(grouping: fix.edits) { $0.span.file }.sorted { $0.key < $1.key }
    return SARIFLog.Fix(
      description: SARIFText.words(fix.title),
      artifactChanges: byFile.map { file, edits in
        SARIFLog.ArtifactChange(
          artifactLocation: artifactLocation(file, files),
          replacements: edits.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }.map {
            SARIFLog.Replacement(
              deletedRegion: region($0.span), insertedContent: SARIFLog.Content(text: $0.replacement))
          })
      }, properties: SARIFLog.Tags(tags: [fix.applicability.rawValue]))
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .bug, .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}

// Places.
extension SARIFRenderer {
  private func location(_ label: Label, _ files: Files, withText: Bool) -> SARIFLog.Location {
    SARIFLog.Location(
      physicalLocation: SARIFLog.PhysicalLocation(
        artifactLocation: artifactLocation(label.span.file, files), region: region(label.span)),
      message: withText ? label.text.map { SARIFText.words($0) } : nil)
  }

  /// Where findings are shown that stand nowhere: code scanning refuses a result without a place.
  private func manifest() -> SARIFLog.Location {
    SARIFLog.Location(
      physicalLocation: SARIFLog.PhysicalLocation(
        artifactLocation: SARIFLog.ArtifactLocation(
          uri: SARIFText.uri(options.path(options.manifest)), uriBaseId: SARIFRenderer.root),
        region: SARIFLog.Region(startLine: 1)))
  }

  private func region(_ span: Span) -> SARIFLog.Region {
    let (start, end) = (sources.start(of: span), sources.end(of: span))
    let range = span.range.clamped(to: 0..<sources[span.file].bytes.count)
    return SARIFLog.Region(
      startLine: start.line, startColumn: start.utf16Column, endLine: end.line, endColumn: end.utf16Column,
      byteOffset: range.lowerBound, byteLength: range.count)
  }

  private func artifact(_ file: FileID, _ files: Files) -> SARIFLog.Artifact {
    let source = sources[file]
    let isYAML = source.path.hasSuffix(".yaml") || source.path.hasSuffix(".yml")
    return SARIFLog.Artifact(
      location: artifactLocation(file, files), length: source.bytes.count,
      mimeType: isYAML ? "application/yaml" : nil)
  }

  private func artifactLocation(_ file: FileID, _ files: Files) -> SARIFLog.ArtifactLocation {
    let source = sources[file]
    let index = files.index(file)
    if source.path.hasPrefix("/") {
      return SARIFLog.ArtifactLocation(uri: "file://" + SARIFText.uri(source.path), index: index)
    }
    return SARIFLog.ArtifactLocation(
      uri: SARIFText.uri(options.path(source.path)), uriBaseId: source.isInTheBox ? Self.box : Self.root, index: index)
  }

  private func baseIDs(_ files: Files) -> [String: SARIFLog.ArtifactLocation] {
    var ids = [
      Self.root: SARIFLog.ArtifactLocation(
        description: SARIFLog.Words(
          text: options.folder.isEmpty ? "the folder of the package" : "the folder of the repository"))
    ]
    if files.files.contains(where: { sources[$0].isInTheBox }) {
      ids[Self.box] = SARIFLog.ArtifactLocation(
        description: SARIFLog.Words(text: "packages that ship within Treaty"))
    }
    return ids
  }
}

extension SARIFRenderer {
  /// The codes of a run, each once, with what a finding of it matters at most.
  private struct Rules {
    let codes: [(code: DiagnosticCode, severity: Severity)]
    private let indices: [DiagnosticCode: Int]

    init(_ findings: [Finding]) {
      var found: [DiagnosticCode: Severity] = [:]
      for finding in findings {
        let diagnostic = finding.diagnostic
        found[diagnostic.code] = min(found[diagnostic.code] ?? diagnostic.severity, diagnostic.severity)
      }
      codes = found.sorted { $0.key < $1.key }.map { (code: $0.key, severity: $0.value) }
      indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($0.element.code, $0.offset) })
    }

    func index(_ code: DiagnosticCode) -> Int { indices[code] ?? -1 }
  }

  /// The files that findings name, by path.
  private struct Files {
    let files: [FileID]
    private let indices: [FileID: Int]

    init(_ diagnostics: [Diagnostic], _ sources: Sources) {
      var named: Set<FileID> = []
      for diagnostic in diagnostics {
        if let primary = diagnostic.primary { named.insert(primary.span.file) }
        for label in diagnostic.related { named.insert(label.span.file) }
        for fix in diagnostic.fixes where fix.applicability < .manual {
          for edit in fix.edits { named.insert(edit.span.file) }
        }
      }
      let ranks = sources.ranks
      files = named.filter { ranks.indices.contains(Int($0.index)) }.sorted {
        ranks[Int($0.index)] < ranks[Int($1.index)]
      }
      indices = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($0.element, $0.offset) })
    }

    func index(_ file: FileID) -> Int? { indices[file] }
  }
}
