import Dispatch
import Foundation
import TreatyHost
import TreatyStore

/// Shows the status again and again until it is told to stop.
struct StatusWatch: Sendable {
  /// How it is shown.
  enum Form: Sendable { case screen, text, json }

  let operations: Operations
  let pause: Duration
  let form: Form

  private enum Event: Sendable { case tick, resize, stop }

  func run() async throws {
    let (events, event) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(4))
    // Ctrl-C ends it in good order: the terminal is to be as it was.
    let sources = [(SIGINT, Event.stop), (SIGTERM, .stop), (SIGHUP, .stop), (SIGWINCH, .resize)].map { number, what in
      if number != SIGWINCH { signal(number, SIG_IGN) }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { event.yield(what) }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    let ticks = Task {
      while !Task.isCancelled {
        event.yield(.tick)
        // Cut short at the end.
        do { try await Task.sleep(for: pause) } catch { return }
      }
    }
    defer { ticks.cancel() }
    var screen = form == .screen ? LiveScreen() : nil
    screen?.open()
    defer { screen?.close() }
    var last: [String] = []
    for await next in events {
      switch next {
      case .stop: return
      case .resize: screen?.forget()
      case .tick:
        guard let lines = try await lines() else { continue }
        last = lines
      }
      screen?.show(last)
    }
  }

  /// What a screen shows now; `nil` where it was printed.
  private func lines() async throws -> [String]? {
    let report: StatusReport
    do throws(Operations.Failure) { report = try await operations.status() } catch {
      // A host that is started anew comes back; a store that is not there does not.
      guard form == .screen, case .host(let why) = error else {
        if case .host(let why) = error {
          Terminal.complain(
            "no status at \(ReportText.time(.init(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))): \(why)")
          return nil
        }
        throw error.complain()
      }
      return ["\(why); it is asked again"]
    }
    switch form {
    case .screen:
      let time = ReportText.time(report.now)
      return ["treaty status  \(time)  (Ctrl-C ends it)", ""]
        + StatusText(colour: Terminal.hasColour(STDOUT_FILENO)).lines(report)
    case .text:
      Terminal.print("\(ReportText.time(report.now))\n" + StatusText().lines(report).joined(separator: "\n") + "\n")
    case .json: Terminal.print(ReportText.line(report))
    }
    return nil
  }
}
