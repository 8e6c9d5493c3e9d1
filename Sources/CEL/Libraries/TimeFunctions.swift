/// Moments and lengths of time.
enum TimeFunctions {
  static let all: [Function] =
    [
      Function(
        "timestamp", "A moment from RFC 3339, or from seconds since 1970.",
        example: "timestamp('2026-11-23T11:15:30+01:00')",
        errors: "the text is no time by RFC 3339, or the seconds lie outside the years 1 to 9999",
        [.string, .int, .timestamp].map { .global([$0], .timestamp) },
        .one { value in
          switch value {
          case .timestamp: return value
          case .text(let text):
            return Timestamp(rfc3339: text).map { .timestamp($0) }
              ?? .failure(.conversion, "this is no time by RFC 3339")
          case .int(let seconds):
            return Timestamp(seconds: seconds).map { .timestamp($0) }
              ?? .failure(.overflow, "the time lies outside the years 1 to 9999")
          default: return .noOverload("timestamp", [value])
          }
        }),
      Function(
        "duration", "A length of time: `1h30m`, `90s`, `1.5s`.", example: "duration('1h30m')",
        errors: "the text is no length of time, or one of more than 64 bits of nanoseconds",
        [.global([.string], .duration), .global([.duration], .duration)],
        .one { value in
          switch value {
          case .duration: return value
          case .text(let text):
            return TimeSpan(text: text).map { .duration($0) } ?? .failure(.conversion, "this is no duration")
          default: return .noOverload("duration", [value])
          }
        }),
    ] + parts + [
      spanPart("getHours", "Whole hours, of the day or of a length of time.", 3_600_000_000_000) { Int64($0.hour) },
      spanPart("getMinutes", "Whole minutes, of the hour or of a length of time.", 60_000_000_000) { Int64($0.minute) },
      spanPart("getSeconds", "Whole seconds, of the minute or of a length of time.", 1_000_000_000) {
        Int64($0.second)
      },
      Function(
        "getMilliseconds", "Milliseconds of the second.", example: "duration('1.5s').getMilliseconds()",
        errors: unknownZone,
        [.member(.timestamp, .int), .member(.timestamp, [.string], .int), .member(.duration, .int)],
        .oneOrTwo(
          { value in
            switch value {
            case .timestamp(let moment): .int(Int64(moment.nanoseconds) / 1_000_000)
            case .duration(let span): .int(span.nanoseconds / 1_000_000 % 1000)
            default: .noOverload("getMilliseconds", [value])
            }
          },
          { value, zone in
            guard case .timestamp(let moment) = value else { return .noOverload("getMilliseconds", [value, zone]) }
            return civil(moment, zone) { _ in .int(Int64(moment.nanoseconds) / 1_000_000) }
          })),
    ]

  private static let unknownZone = "a zone is given that is not known"

  private static let parts = [
    part("getFullYear", "The year.") { Int64($0.year) }, part("getMonth", "The month, from 0.") { Int64($0.month - 1) },
    part("getDayOfYear", "The day of the year, from 0.") { Int64($0.dayOfYear) },
    part("getDayOfMonth", "The day of the month, from 0.") { Int64($0.day - 1) },
    part("getDate", "The day of the month, from 1.") { Int64($0.day) },
    part("getDayOfWeek", "The day of the week, Sunday being 0.") { Int64($0.weekday) },
  ]

  private static func part(_ name: String, _ doc: String, _ read: @escaping @Sendable (Civil) -> Int64) -> Function {
    Function(
      name, doc, example: "timestamp('2026-11-23T10:15:30Z').\(name)()", errors: unknownZone,
      [.member(.timestamp, .int), .member(.timestamp, [.string], .int)],
      .oneOrTwo(
        { value in
          guard case .timestamp(let moment) = value else { return .noOverload(name, [value]) }
          return .int(read(Civil(moment.seconds)))
        },
        { value, zone in
          guard case .timestamp(let moment) = value else { return .noOverload(name, [value, zone]) }
          return civil(moment, zone) { .int(read($0)) }
        }), prepare: prepared { .int(read($0)) })
  }

  private static func spanPart(
    _ name: String, _ doc: String, _ unit: Int64, _ read: @escaping @Sendable (Civil) -> Int64
  ) -> Function {
    Function(
      name, doc, example: "timestamp('2026-11-23T10:15:30Z').\(name)('Europe/Berlin')", errors: unknownZone,
      [.member(.timestamp, .int), .member(.timestamp, [.string], .int), .member(.duration, .int)],
      .oneOrTwo(
        { value in
          switch value {
          case .timestamp(let moment): .int(read(Civil(moment.seconds)))
          case .duration(let span): .int(span.nanoseconds / unit)
          default: .noOverload(name, [value])
          }
        },
        { value, zone in
          guard case .timestamp(let moment) = value else { return .noOverload(name, [value, zone]) }
          return civil(moment, zone) { .int(read($0)) }
        }), prepare: prepared { .int(read($0)) })
  }

  /// The body of a call whose zone is a constant: it is looked up once.
  private static func prepared(_ read: @escaping @Sendable (Civil) -> Value)
    -> @Sendable ([Value?], ConstantPatterns)
    -> Function.Body?
  {
    { constants, _ in
      guard constants.count == 2, case .text(let name)?? = constants.last, let zone = ZoneReference(name.string) else {
        return nil
      }
      return .two { value, other in
        guard case .timestamp(let moment) = value else { return .noOverload("a part of a time", [value, other]) }
        return read(Civil(moment.seconds + Int64(zone.offset(at: moment.seconds))))
      }
    }
  }

  /// The civil time of a moment in a zone: a name of the tz database, or an offset such as `+05:30` or `02:00`.
  private static func civil(_ moment: Timestamp, _ zone: Value, _ read: (Civil) -> Value) -> Value {
    guard case .text(let text) = zone else { return .noOverload("a zone", [zone]) }
    guard let known = ZoneReference(text.string) else { return noZone(text) }
    return read(Civil(moment.seconds + Int64(known.offset(at: moment.seconds))))
  }

  static func noZone(_ text: Text) -> Value {
    .failure(.badArgument, ZoneReference.problem(text) ?? "`\(text)` is no time zone")
  }
}
