/// Why a plan cannot be carried out: an expression that does not compile, an input without a value. A plan that the compiler wrote
/// has no such fault; one that was changed by hand may.
public struct LinkFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// JSON pointer to the element of the plan.
  public var pointer: String
  /// What is wrong with it.
  public var message: String

  /// A failure.
  public init(pointer: String, message: String) {
    self.pointer = pointer
    self.message = message
  }

  /// What and where.
  public var description: String { "\(message) (plan \(pointer))" }
}
