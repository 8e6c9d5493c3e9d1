import Foundation
import TreatyTelemetry

extension MetricGauges.Process {
  /// What the kernel says of this process (proc(5)); `nil` where it says nothing.
  static func current() -> MetricGauges.Process? {
    guard let status = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),  // none: metrics go without
      let machine = try? String(contentsOfFile: "/proc/stat", encoding: .utf8)  // likewise
    else { return nil }
    // The name of the program stands in brackets, and may hold blanks.
    let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    let booted = machine.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    // From the third field on: state is the first here.
    guard fields.count > 21, ticks > 0, let user = Double(fields[11]), let system = Double(fields[12]),
      let started = Double(fields[19]), let virtual = Int(fields[20]), let pages = Int(fields[21])
    else { return nil }
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    // The folder is open itself while it is read.
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 1  // none: shown as 0
    return MetricGauges.Process(
      cpuSeconds: (user + system) / ticks, resident: pages * sysconf(Int32(_SC_PAGESIZE)), virtual: virtual,
      files: max(0, files - 1), mostFiles: Int(clamping: limit.rlim_cur), started: (booted ?? 0) + started / ticks)
  }
}
