/// One way to call a function: what it takes, and what comes of it.
public struct Overload: Hashable, Sendable {
  /// Types of the arguments; of a member's, the first is the receiver's.
  public var parameters: [CELType]
  /// Type of the result.
  public var result: CELType
  /// Whether it is called as `receiver.name(…)`.
  public var isMember: Bool

  /// `name(parameters)`.
  public static func global(_ parameters: [CELType], _ result: CELType) -> Overload {
    Overload(parameters: parameters, result: result, isMember: false)
  }

  /// `receiver.name(parameters)`.
  public static func member(_ receiver: CELType, _ parameters: [CELType] = [], _ result: CELType) -> Overload {
    Overload(parameters: [receiver] + parameters, result: result, isMember: true)
  }
}

/// A function: its name, how it can be called, and what it does. The checker reads the overloads, the evaluator the body, the
/// reference the words.
public struct Function: Sendable {
  /// What a function does with its arguments. It answers a failure for values that none of its overloads takes.
  public enum Body: Sendable {
    /// Of one argument.
    case one(@Sendable (Value) -> Value)
    /// Of two arguments.
    case two(@Sendable (Value, Value) -> Value)
    /// Of any number.
    case many(@Sendable ([Value]) -> Value)
  }

  /// Name, qualified where it is: `size`, `math.greatest`, `_+_`.
  public let name: String
  /// What it does, in a sentence.
  public let doc: String
  /// An example, as it would be written.
  public let example: String
  /// How it can be called.
  public let overloads: [Overload]
  /// What it costs.
  public let cost: Cost
  /// What it does.
  public let body: Body

  /// A function.
  public init(
    _ name: String, _ doc: String, example: String = "", cost: Cost = .all, _ overloads: [Overload], _ body: Body
  ) {
    self.cost = cost
    self.name = name
    self.doc = doc
    self.example = example
    self.overloads = overloads
    self.body = body
  }

  func call(_ arguments: [Value]) -> Value {
    switch body {
    case .one(let body): arguments.count == 1 ? body(arguments[0]) : mismatch(arguments)
    case .two(let body): arguments.count == 2 ? body(arguments[0], arguments[1]) : mismatch(arguments)
    case .many(let body): body(arguments)
    }
  }

  private func mismatch(_ arguments: [Value]) -> Value { .noOverload(name, arguments) }
}

extension Value {
  /// The failure of a function that does not take values of these kinds.
  static func noOverload(_ name: String, _ arguments: [Value]) -> Value {
    .failure(
      .noSuchOverload, "no `\(Function.spoken(name))` takes \(arguments.map { $0.typeName }.joined(separator: ", "))")
  }
}

extension Function {
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

/// Functions and macros that belong together.
public struct Library: Sendable {
  /// Name: `strings`, `math`.
  public let name: String
  /// Its functions.
  public let functions: [Function]
  let macros: Set<Parser.MacroSet>

  /// A library of functions.
  public init(name: String, functions: [Function]) {
    self.init(name: name, functions: functions, macros: [])
  }

  init(name: String, functions: [Function], macros: Set<Parser.MacroSet>) {
    self.name = name
    self.functions = functions
    self.macros = macros
  }
}

extension [Library] {
  /// What every environment has unless told otherwise.
  public static var standard: [Library] {
    [.core, .strings, .math, .encoders, .optionals, .bindings, .twoVariables, .network, .lists, .sets]
  }
}
