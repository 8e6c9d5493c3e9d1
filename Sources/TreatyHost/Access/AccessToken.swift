import Foundation
public import TreatyConnect
import TreatyPlan

/// What somebody shows at the admin address of a host: 256 bits of chance.
public enum AccessToken {
  /// What each begins with, so that scanners for lost secrets know one.
  static let prefix = "trt_"

  /// Makes one.
  public static func make() -> Secret {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let text = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return Secret(prefix + text.replacing("=", with: ""))
  }

  /// What is kept of one.
  public static func digest(_ token: Secret) -> String { Digest.hex(Array(token.reveal().utf8)) }
}
