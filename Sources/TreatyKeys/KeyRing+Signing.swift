import Crypto
import Foundation
import Synchronization

extension KeyRing {
  /// Signs with Ed25519 (RFC 8032).
  public func sign(_ bytes: [UInt8]) -> [UInt8] {
    // Any 32 bytes are a key; a ring without one would have been refused.
    guard let key = signer, let signature = try? key.signature(for: bytes) else { return [] }
    return Array(signature)
  }

  /// The key that signatures are checked with: 32 bytes.
  public var publicKey: [UInt8] { signer.map { Array($0.publicKey.rawRepresentation) } ?? [] }

  private var signer: Curve25519.Signing.PrivateKey? {
    state.withLock { state in
      if let signer = state.signer { return signer }
      // It is the same for all of the store's life, and to make it takes as long as to sign.
      state.signer = state.current[.signing].flatMap { state.open[$0]?.key }.flatMap { key in
        try? Curve25519.Signing.PrivateKey(rawRepresentation: key.withUnsafeBytes { Data($0) })  // as above
      }
      return state.signer
    }
  }
}
