/// Times in the form that a system wants: `formatTime` and `parseTime`.
enum TimeTextFunctions {
  static let all: [Function] = [
    Function(
      "formatTime",
      "A moment as text, by a pattern such as `yyyy-MM-dd HH:mm:ss` and in a zone.",
      example: "formatTime(timestamp('2026-11-23T10:15:30Z'), 'dd.MM.yyyy HH:mm', 'Europe/Berlin')",
      errors: "the zone is not known, the pattern cannot be read, or the time lies outside the years 1 to 9999 there",
      cost: .texts,
      [.global([.timestamp, .string, .string], .string)], .many(format)),
    Function(
      "parseTime",
      "The moment that a text says by a pattern; in a zone, unless the text says its offset. Of an hour that clocks skip or "
        + "repeat, the time before the change counts.",
      example: "parseTime('23.11.2026 10:15', 'dd.MM.yyyy HH:mm', 'Europe/Berlin')",
      errors: "the zone is not known, the pattern cannot be read, or the text does not follow it", cost: .texts,
      [.global([.string, .string, .string], .timestamp)], .many(parse)),
  ]

  /// What is wrong with a pattern of ``parse(_:)``, or where `isRead` is false of ``format(_:)``; `nil` when nothing is.
  static func problem(_ pattern: Text, isRead: Bool) -> String? {
    do throws(TimePattern.Failure) {
      let pattern = try TimePattern(pattern)
      return isRead ? pattern.problemOfReading : nil
    } catch { return "the pattern cannot be read: \(error.message)" }
  }

  private static func format(_ arguments: [Value]) -> Value {
    guard arguments.count == 3, case .timestamp(let moment) = arguments[0], case .text(let pattern) = arguments[1],
      case .text(let zone) = arguments[2]
    else { return .noOverload("formatTime", arguments) }
    guard let known = ZoneReference(zone.string) else { return TimeFunctions.noZone(zone) }
    do throws(TimePattern.Failure) {
      return try TimePattern(pattern).text(of: moment, in: known).map { .text($0) }
        ?? .failure(.overflow, "the time lies outside the years 1 to 9999 there")
    } catch {
      return .failure(.badArgument, "the pattern cannot be read: \(error.message)")
    }
  }

  private static func parse(_ arguments: [Value]) -> Value {
    guard arguments.count == 3, case .text(let text) = arguments[0], case .text(let pattern) = arguments[1],
      case .text(let zone) = arguments[2]
    else { return .noOverload("parseTime", arguments) }
    guard let known = ZoneReference(zone.string) else { return TimeFunctions.noZone(zone) }
    if let problem = problem(pattern, isRead: true) { return .failure(.badArgument, problem) }
    do throws(TimePattern.Failure) {
      return .timestamp(try TimePattern(pattern).moment(of: text, in: known))
    } catch {
      return .failure(.conversion, "the text is no time by the pattern: \(error.message)")
    }
  }
}
