import CEL
import TreatyGrammar
import TreatyPlan
public import TreatyStore

/// A calendar that can be asked whether a moment lies in it.
///
/// Weekly hours go by the clock on the wall: an hour that is left out when clocks are set forward is in none of them, and one that comes twice
/// is in them twice. A stretch begins at a moment: one that falls into an hour that is left out begins behind it, as far as it lies in it, and
/// one in an hour that comes twice the first time; one that comes again and again is as long as it says, whatever the clocks do.
public struct AlertCalendar: Sendable {
  /// What a calendar says itself, without what it takes in.
  private struct Times: Sendable {
    var zone: String
    var weekly: [WeeklyHours]
    var except: [DateRange]
    /// Seconds since 1970.
    var stretches: [Range<Int64>]
    var recurring: [Recurring]
  }

  /// A stretch that comes again and again.
  private struct Recurring: Sendable {
    var schedule: Schedule
    var zone: String
    /// In seconds.
    var length: Int64
  }

  /// Its own times, and those of all that it includes.
  private var times: [Times] = []
  /// Whether more times are read from elsewhere, of which nothing is known.
  public private(set) var hasSource = false

  /// Links a calendar of a plan, with those that it includes, and those that these include.
  init(_ position: Position<PlannedCalendar>, in calendars: [PlannedCalendar], pointer: String) throws(LinkFailure) {
    var pending = [position.index]
    var seen = Set(pending)
    while let index = pending.popLast() {
      let planned = calendars[index]
      times.append(try AlertCalendar.times(of: planned, pointer: pointer))
      hasSource = hasSource || planned.hasSource
      for next in planned.includes where seen.insert(next.index).inserted { pending.append(next.index) }
    }
  }

  /// Whether a moment lies in it.
  public func contains(_ moment: Instant) -> Bool {
    let seconds = AlertCalendar.seconds(moment)
    return times.contains { AlertCalendar.holds($0, at: seconds) }
  }

  private static func seconds(_ moment: Instant) -> Int64 {
    (moment.milliseconds >= 0 ? moment.milliseconds : moment.milliseconds - 999) / 1000
  }

  private static func holds(_ times: Times, at moment: Int64) -> Bool {
    if times.stretches.contains(where: { $0.contains(moment) }) { return true }
    if !times.weekly.isEmpty {
      let local = local(moment, in: times.zone)
      let today = local.date
      let yesterday = today.adding(-1)
      for hours in times.weekly {
        if hours.passesMidnight {
          if hours.days.contains(today.weekday), hours.from <= local.time, !isExcepted(today, times) { return true }
          guard let yesterday, hours.days.contains(yesterday.weekday), local.time < hours.to else { continue }
          // What began yesterday is yesterday's.
          if !isExcepted(yesterday, times) { return true }
        } else if hours.contains(local), !isExcepted(today, times) {
          return true
        }
      }
    }
    return times.recurring.contains { holds($0, at: moment) }
  }

  private static func isExcepted(_ date: CalendarDate, _ times: Times) -> Bool {
    times.except.contains { $0.contains(date) }
  }

  private static func holds(_ recurring: Recurring, at moment: Int64) -> Bool {
    if case .every(let length) = recurring.schedule.rule {
      // It goes by no clock: from the beginning of 1970 on.
      let every = max(1, length.milliseconds / 1000)
      return ((moment % every) + every) % every < recurring.length
    }
    // A day more on both sides: clocks are set by less.
    let from = local(moment - recurring.length - 86_400, in: recurring.zone)
    let to = local(moment + 86_400, in: recurring.zone)
    let starts = recurring.schedule.occurrences(from: from, to: to, limit: 100_000) ?? []
    return starts.contains { start in
      let begin = TimeZoneNames.moment(ofLocal: Int64(start.minuteNumber) * 60, in: recurring.zone)
      return begin <= moment && moment < begin + recurring.length
    }
  }

  private static func local(_ moment: Int64, in zone: String) -> LocalDateTime {
    let shown = moment + Int64(TimeZoneNames.offset(of: zone, at: moment) ?? 0)
    return LocalDateTime(minuteNumber: Int(shown >= 0 ? shown / 60 : (shown - 59) / 60))
  }

  // MARK: Reading

  private static func times(of planned: PlannedCalendar, pointer: String) throws(LinkFailure) -> Times {
    guard TimeZoneNames.contains(planned.zone) else {
      throw LinkFailure(pointer: pointer, message: "calendar `\(planned.name)`: `\(planned.zone)` is no time zone")
    }
    var times = Times(zone: planned.zone, weekly: [], except: [], stretches: [], recurring: [])
    for text in planned.weekly { times.weekly.append(try read(text, of: planned, pointer)) }
    for text in planned.except { times.except.append(try read(text, of: planned, pointer)) }
    for window in planned.windows {
      if let from = window.from, let to = window.to {
        let (begin, end): (LocalDateTime, LocalDateTime) = (
          try read(from, of: planned, pointer), try read(to, of: planned, pointer)
        )
        let moments = [begin, end].map {
          TimeZoneNames.moment(ofLocal: Int64($0.minuteNumber) * 60, in: planned.zone)
        }
        if moments[0] < moments[1] { times.stretches.append(moments[0]..<moments[1]) }
      } else if let text = window.schedule, let length = window.lengthMilliseconds {
        let schedule: Schedule = try read(text, of: planned, pointer)
        times.recurring.append(
          Recurring(schedule: schedule, zone: schedule.zone?.text ?? planned.zone, length: length / 1000))
      }
    }
    return times
  }

  private static func read<Read: GrammarValue>(_ text: String, of calendar: PlannedCalendar, _ pointer: String)
    throws(LinkFailure) -> Read
  {
    do { return try Read(parsing: text) } catch {
      throw LinkFailure(pointer: pointer, message: "calendar `\(calendar.name)`: \(error.message)")
    }
  }
}
