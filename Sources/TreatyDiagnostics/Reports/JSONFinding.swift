/// A finding as `grammar/diagnostics.schema.json` describes it.
struct JSONFinding: Encodable {
  var code: String
  var severity: Severity
  var message: String
  var fingerprint: String
  var state: String
  var suppression: Allowed?
  var path: String?
  var place: Place?
  var related: [Place]
  var reason: String?
  var fixes: [Mend]

  struct Allowed: Encodable {
    var reason: String?
    var until: String?
    var place: Place?
  }

  struct Place: Encodable {
    struct Point: Encodable {
      var byte: Int
      var line: Int
      var column: Int
      var utf16Column: Int
    }
    var file: String
    var start: Point
    var end: Point
    var text: String?
  }

  struct Mend: Encodable {
    struct Change: Encodable {
      var place: Place
      var replacement: String
    }
    var title: String
    var applicability: Applicability
    var edits: [Change]
  }

  init(_ finding: Finding, in sources: Sources) {
    let diagnostic = finding.diagnostic
    func place(_ span: Span, _ text: String? = nil) -> Place { Place(span, text, sources) }
    code = diagnostic.code.name
    severity = diagnostic.severity
    message = diagnostic.message
    fingerprint = finding.fingerprint.description
    switch finding.state {
    case .live: state = "live"
    case .baselined: state = "baselined"
    case .suppressed(let allowed):
      state = "suppressed"
      suppression = Allowed(
        reason: allowed.reason, until: allowed.until?.description, place: allowed.comment.map { place($0) })
    }
    path = diagnostic.path
    self.place = diagnostic.primary.map { place($0.span, $0.text) }
    related = diagnostic.related.map { place($0.span, $0.text) }
    reason = diagnostic.reason
    fixes = diagnostic.fixes.map { fix in
      Mend(
        title: fix.title, applicability: fix.applicability,
        edits: fix.edits.map { Mend.Change(place: place($0.span), replacement: $0.replacement) })
    }
  }
}

extension JSONFinding.Place {
  fileprivate init(_ span: Span, _ text: String?, _ sources: Sources) {
    let source = sources[span.file]
    func point(_ offset: Int) -> Point {
      let offset = min(max(0, offset), source.bytes.count)
      let position = sources.position(of: offset, in: span.file)
      return Point(byte: offset, line: position.line, column: position.column, utf16Column: position.utf16Column)
    }
    file = source.path
    start = point(span.range.lowerBound)
    end = point(span.range.upperBound)
    self.text = text
  }
}
