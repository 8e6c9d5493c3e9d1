import Hummingbird
import TreatyKeys

extension ControlDesk {
  /// The keys that the store is sealed with.
  var keyRoutes: [ControlRoute] {
    [
      .get("/keys", .viewer) { _ in .json(try await keys.report()) },
      // The new key is in the body, which nobody logs.
      .post("/keys/rotate", .admin) { request in
        var key: MasterKey?
        if !request.body.isEmpty {
          guard let given = MasterKey(written: request.body) else {
            throw Problem(400, "no-key", "That is no key", "A key is 32 bytes, or the text of them in base64 or hex.")
          }
          key = given
        }
        return .json(["master": try await keys.rotate(to: key, by: request.origin)])
      },
      .post("/keys/:number/forget", .admin) { request in
        let number = UInt32(clamping: try request.number("number"))
        return .json(try await keys.forget(number, by: request.origin))
      },
    ]
  }
}
