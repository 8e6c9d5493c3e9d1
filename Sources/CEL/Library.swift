/// Functions and macros that belong together.
public struct Library: Sendable {
  /// Name: `strings`, `math`.
  public let name: String
  /// What it is for, in a sentence.
  public let doc: String
  /// Its functions.
  public let functions: [Function]
  /// Its macros.
  public let macros: [MacroDescription]
  /// Calls that are looked at before they are checked, and stay calls.
  let guards: [MacroDescription.Form]

  /// A library of functions.
  public init(name: String, doc: String = "", functions: [Function]) {
    self.init(name: name, doc: doc, functions: functions, macros: [])
  }

  init(
    name: String, doc: String, functions: [Function], macros: [MacroDescription], guards: [MacroDescription.Form] = []
  ) {
    self.name = name
    self.doc = doc
    self.functions = functions
    self.macros = macros
    self.guards = guards
  }
}

extension [Library] {
  /// What every environment has unless told otherwise.
  public static var standard: [Library] {
    [.core, .strings, .regex, .math, .encoders, .optionals, .bindings, .twoVariables, .network, .lists, .sets]
  }
}
