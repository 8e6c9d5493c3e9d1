import ServiceLifecycle

/// Tells the service manager that the host is alive, as often as it wants to hear it, and that it stops.
///
/// It is alive where the engine has taken a turn since the last time; it is woken for one. A process whose timers run and whose engine
/// hangs is told of no more, and started anew.
struct ServiceWatch: Service {
  let manager: ServiceManager
  let state: HostState
  let mailbox: Mailbox

  func run() async {
    await withGracefulShutdownHandler {
      guard let limit = manager.watchdog else {
        // A host that is ended at once ends this too.
        do { try await gracefulShutdown() } catch {}
        return
      }
      var last = state.turns
      // Half of the limit, as sd_watchdog_enabled(3) advises.
      for await _ in Beat(pause: limit / 2).cancelOnGracefulShutdown() {
        mailbox.signal()
        let turns = state.turns
        if turns != last { manager.alive() }
        last = turns
      }
    } onGracefulShutdown: {
      manager.stopping()
    }
  }

  /// Something that comes again and again, until its task is cancelled.
  private struct Beat: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let pause: Duration

    func makeAsyncIterator() -> Beat { self }

    mutating func next() async -> Void? {
      // A sleep that is cancelled is the end.
      do { try await Task.sleep(for: pause) } catch { return nil }
      return ()
    }
  }
}
