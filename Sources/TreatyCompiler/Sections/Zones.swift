import CEL
import TreatyDiagnostics
import TreatySpec

extension Lowering {
  /// Whether a zone is one of the tz database.
  mutating func hold(zone: Located<String>?) {
    guard let zone, !TimeZoneNames.contains(zone.value) else { return }
    var diagnostic = Diagnostic(
      code: .invalidValue, severity: .error, message: "`\(zone.value)` is no time zone", primary: Label(span: zone.span)
    )
    if let near = NearName.suggest(for: zone.value, among: TimeZoneNames.all) {
      diagnostic.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: zone.span, replacement: near)])]
    } else {
      diagnostic.fixes = [Fix(title: "write a name of the tz database, such as `Europe/Berlin`")]
    }
    findings.add(diagnostic)
  }

  /// Whether the zone behind a schedule, `daily at 02:30 in Europe/Berlin`, is one.
  mutating func hold(schedule: Located<String>?) {
    // What is no schedule was found when it was read.
    guard let schedule, let read = try? Schedule(parsing: schedule.value), let zone = read.zone,
      let range = read.zoneRange(in: schedule.value)
    else { return }
    var span = schedule.span
    if span.range.count == schedule.value.utf8.count {
      let start = span.range.lowerBound
      span = Span(file: span.file, range: start + range.lowerBound..<start + range.upperBound)
    }
    hold(zone: Located(zone.text, at: span))
  }
}
