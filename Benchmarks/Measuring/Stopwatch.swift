import Foundation

/// Times work as the published figures were taken: the median of five runs, each of so many rounds that it lasts.
public enum Stopwatch {
  /// Nanoseconds of processor time for one call of `work`, which is told how often to do it.
  public static func nanoseconds(atLeast seconds: Double = 0.3, runs: Int = 5, _ work: (Int) -> Void) -> Double {
    var rounds = 1
    while true {
      let taken = measure { work(rounds) }
      if taken > seconds * 0.25 {
        rounds = max(1, Int(Double(rounds) * seconds / taken))
        break
      }
      rounds *= taken < 0.001 ? 64 : 4
    }
    return (0..<runs).map { _ in measure { work(rounds) } / Double(rounds) * 1e9 }.sorted()[runs / 2]
  }

  /// Seconds of this process's processor time: what else runs on the machine is of no account.
  private static func measure(_ work: () -> Void) -> Double {
    let before = now()
    work()
    return now() - before
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
