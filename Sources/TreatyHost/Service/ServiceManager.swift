import Glibc
import NIOCore

/// Whoever has started the host and wants to know how it stands: systemd, or what speaks as it does.
///
/// The protocol is that of sd_notify(3): lines of `NAME=value` in a datagram to the socket that `NOTIFY_SOCKET` names. Where nobody
/// listens nothing is told, and nothing is lost by it.
public struct ServiceManager: Sendable {
  /// Path of the socket; one that begins with `@` is an abstract one (unix(7)).
  let socket: String?
  /// How long the host may be silent; `nil` where nobody minds.
  let watchdog: Duration?

  /// Nobody.
  public static let none = ServiceManager(environment: [:], process: 0)

  /// Whoever the environment of the process names.
  /// - Parameter process: the process's own number: a watchdog that is meant for another is none.
  public init(environment: [String: String], process: Int32) {
    socket = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(process)" } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    watchdog = socket != nil && isOurs ? microseconds.map { .microseconds($0) } : nil
  }

  /// It is ready: webhooks are taken.
  func ready(_ status: String) { tell("READY=1\nSTATUS=\(status)") }

  /// It is stopping in good order.
  func stopping() { tell("STOPPING=1\nSTATUS=stopping: calls that are out come back") }

  /// It reads its plan and its secrets anew; ``ready(_:)`` says that this is over.
  func reloading() {
    // NIO's time is that of CLOCK_MONOTONIC, which is what systemd asks for.
    tell("RELOADING=1\nMONOTONIC_USEC=\(NIODeadline.now().uptimeNanoseconds / 1_000)")
  }

  /// It is alive.
  func alive() { tell("WATCHDOG=1") }

  private func tell(_ text: String) {
    guard let socket, var address = Self.address(socket) else { return }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + socket.utf8.count)
    let bytes = Array(text.utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        // Somebody who does not listen is not waited for.
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), address, length)
      }
    }
  }

  private static func address(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }
}
