import Hummingbird

/// Says who asks something of a host.
protocol Doorkeeper: Sendable {
  /// Who it is.
  /// - Throws: ``Problem`` 401 or 429 where it is not known.
  func identify(_ request: Request, _ context: ControlContext) async throws -> Operator
}
