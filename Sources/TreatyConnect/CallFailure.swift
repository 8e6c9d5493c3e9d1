import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Reads what an error says of how far a call came. When in doubt, it may have arrived: looking it up costs a call, sending it
/// again may cost a second ticket.
enum CallFailure {
  static func read(_ error: any Error) -> TransportFailure {
    switch error {
    case let error as HTTPClientError: clientFailure(error)
    case is NIOConnectionError: TransportFailure(reach: .notSent, cause: "no connection: \(words(error))")
    case let error as NIOSSLError:
      if case .handshakeFailed = error {
        TransportFailure(reach: .notSent, cause: "TLS could not be agreed on: \(words(error))")
      } else {
        TransportFailure(reach: .mayHaveArrived, cause: words(error))
      }
    // Raised when a certificate is looked at, which comes before everything else.
    case is NIOSSLExtraError: TransportFailure(reach: .notSent, cause: "the certificate was refused: \(words(error))")
    // `connect` alone gives this one; other errors of sockets can come later as well.
    case let error as IOError where error.errnoCode == ECONNREFUSED:
      TransportFailure(reach: .notSent, cause: "connection refused")
    default: TransportFailure(reach: .mayHaveArrived, cause: words(error))
    }
  }

  private static func clientFailure(_ error: HTTPClientError) -> TransportFailure {
    switch error {
    case .connectTimeout: TransportFailure(reach: .notSent, cause: "no connection within 5 seconds")
    case .getConnectionFromPoolTimeout, .tlsHandshakeTimeout, .emptyHost, .invalidURL, .alreadyShutdown:
      TransportFailure(reach: .notSent, cause: words(error))
    case .deadlineExceeded, .readTimeout: TransportFailure(reach: .mayHaveArrived, cause: "no answer in time")
    case .remoteConnectionClosed:
      TransportFailure(reach: .mayHaveArrived, cause: "the connection was closed without an answer")
    default: TransportFailure(reach: .mayHaveArrived, cause: words(error))
    }
  }

  /// What an error says, in a person's words as far as it has some.
  static func words(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { words($0.error) } ?? "the host `\(error.host)` is not known"
    case let error as IOError: String(cString: strerror(error.errnoCode)).lowercasedFirst
    case let error as HTTPClientError: error.shortDescription.lowercasedFirst
    case NIOSSLError.handshakeFailed(let error): handshake("\(error)")
    default: "\(error)"
    }
  }

  /// What BoringSSL says of a handshake, which is for its developers: names of constants, with files and lines of its own.
  private static func handshake(_ description: String) -> String {
    guard let reason = description.firstMatch(of: #/OPENSSL_internal:([A-Z0-9_]+)/#)?.1 else {
      return "the other side hung up, or did not answer as TLS does"
    }
    return switch reason {
    case "CERTIFICATE_VERIFY_FAILED":
      "its certificate is not valid now, or signed by no authority that is trusted for it (`authority` in a spec names one of the house's own)"
    case "TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL": "it has no version of TLS that is new enough"
    case "WRONG_VERSION_NUMBER": "it does not speak TLS"
    default: reason.replacing("_", with: " ").lowercased()
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
