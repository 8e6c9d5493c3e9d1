/// One way to call a function: what it takes, and what comes of it.
public struct Overload: Hashable, Sendable {
  /// Types of the arguments; of a member's, the first is the receiver's.
  public let parameters: [CELType]
  /// Type of the result.
  public let result: CELType
  /// Whether it is called as `receiver.name(…)`.
  public let isMember: Bool
  /// Whether type parameters stand in it.
  let isGeneric: Bool

  init(parameters: [CELType], result: CELType, isMember: Bool) {
    self.parameters = parameters
    self.result = result
    self.isMember = isMember
    isGeneric = result.hasParameters || parameters.contains { $0.hasParameters }
  }

  /// `name(parameters)`.
  public static func global(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(parameters: parameters, result: result, isMember: false)
  }

  /// `receiver.name(parameters)`.
  public static func member(_ receiver: CELType, _ parameters: [CELType] = [], _ result: CELType) -> Overload {
    Overload(parameters: [receiver] + parameters, result: result, isMember: true)
  }
}

/// A function: its name, how it can be called, and what it does. The checker reads the overloads, the evaluator the body,
/// ``FunctionReference`` the words.
public struct Function: Sendable {
  /// What a function does with its arguments. It answers a failure for values that none of its overloads takes.
  public enum Body: Sendable {
    /// Of one argument.
    case one(One)
    /// Of two arguments.
    case two(Two)
    /// Of one argument or two.
    case oneOrTwo(One, Two)
    /// Of any number.
    case many(@Sendable ([Value]) -> Value)
    /// Of any number, taking steps for what its arguments do not show; once none is left, what it answers is of no account.
    case metered(@Sendable ([Value], inout Int) -> Value)
  }

  /// What a function does with one argument.
  public typealias One = @Sendable (Value) -> Value
  /// What a function does with two arguments.
  public typealias Two = @Sendable (Value, Value) -> Value

  /// Name, qualified where it is: `size`, `math.greatest`, `_+_`.
  public let name: String
  /// What it does, in a sentence.
  public let doc: String
  /// An example, as it would be written; it needs no variables, so that the reference can show what comes of it.
  public let example: String
  /// When a call fails, as it goes on behind "fails when": `the list is empty`. Empty where no arguments of the right types make it
  /// fail; that any evaluation can be too costly is not said.
  public let errors: String
  /// How much of its arguments is in the result, for ``Compilation/flows``. Of a truth value nothing is, whatever this says.
  public let keeps: DataFlow.Kind
  /// How it can be called.
  public let overloads: [Overload]
  /// What it costs.
  public let cost: Cost
  /// What it does.
  public let body: Body
  /// What it does in a call of which some arguments are constants, by place: a pattern or a zone is then looked up once. `nil` where
  /// that gains nothing.
  let prepare: (@Sendable ([Value?], ConstantPatterns) -> Body?)?

  /// A function.
  public init(
    _ name: String, _ doc: String, example: String = "", errors: String = "", cost: Cost = .all,
    keeps: DataFlow.Kind = .carries, _ overloads: [Overload], _ body: Body
  ) {
    self.init(
      name, doc, example: example, errors: errors, cost: cost, keeps: keeps, overloads, body, prepare: nil)
  }

  init(
    _ name: String, _ doc: String, example: String = "", errors: String = "", cost: Cost = .all,
    keeps: DataFlow.Kind = .carries, _ overloads: [Overload], _ body: Body,
    prepare: (@Sendable ([Value?], ConstantPatterns) -> Body?)?
  ) {
    self.prepare = prepare
    self.keeps = keeps
    self.cost = cost
    self.name = name
    self.doc = doc
    self.example = example
    self.errors = errors
    self.overloads = overloads
    self.body = body
  }

  /// The body for a call with some constant arguments.
  func prepared(_ constants: [Value?], _ patterns: ConstantPatterns) -> Body {
    prepare?(constants, patterns) ?? body
  }

  /// Calls a body of the function.
  func call(_ body: Body, _ arguments: [Value], _ steps: inout Int) -> Value {
    switch (body, arguments.count) {
    case (.one(let body), 1), (.oneOrTwo(let body, _), 1): body(arguments[0])
    case (.two(let body), 2), (.oneOrTwo(_, let body), 2): body(arguments[0], arguments[1])
    case (.many(let body), _): body(arguments)
    case (.metered(let body), _): body(arguments, &steps)
    default: .noOverload(name, arguments)
    }
  }
}

extension Value {
  /// The failure of a function that does not take values of these kinds.
  static func noOverload(_ name: String, _ arguments: [Value]) -> Value {
    .failure(
      .noSuchOverload, "no `\(Function.spoken(name))` takes \(arguments.map { $0.typeName }.joined(separator: ", "))")
  }
}

extension Function {
  /// Whether it is written between or before its arguments.
  static func isOperator(_ name: String) -> Bool { name == "@in" || !name.contains { $0.isLetter } }

  /// A function's name as a person writes it: `+` for `_+_`.
  static func spoken(_ name: String) -> String {
    switch name {
    case "@in": "in"
    case "-_", "!_": String(name.dropLast())
    case "_[_]", "_[?_]": "[ ]"
    default: name.hasPrefix("_") && name.hasSuffix("_") ? String(name.dropFirst().dropLast()) : name
    }
  }
}
