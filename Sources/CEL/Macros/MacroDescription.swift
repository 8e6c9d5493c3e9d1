/// A macro: a call that is no function's, since its arguments are not evaluated first. The parser reads the forms, ``FunctionReference``
/// the words.
public struct MacroDescription: Hashable, Sendable {
  /// A way to write a macro.
  public struct Form: Hashable, Sendable {
    /// As it is written: `list.filter(x, condition)`. What stands before the last dot is a value of that kind, but for `cel`, which is
    /// itself.
    public let text: String
    /// What becomes of it.
    let meaning: Meaning
    /// The name behind the receiver.
    let name: String
    /// What it is called on.
    let receiver: Receiver
    /// How many arguments it has.
    let count: Int

    /// A form, read from its text, so that what is described is what the parser looks for.
    init(_ text: String, _ meaning: Meaning) {
      self.text = text
      self.meaning = meaning
      let head = text.prefix { $0 != "(" }
      let dot = head.lastIndex(of: ".")
      name = String(dot.map { head[head.index(after: $0)...] } ?? head)
      switch dot.map({ head[..<$0] }) {
      case nil: receiver = .none
      case let word? where word == "cel" || word == "math": receiver = .namespace(String(word))
      default: receiver = .value
      }
      // Brackets in the brackets hold commas of their own.
      var depth = 0
      var commas = 0
      for letter in text.dropFirst(head.count) {
        switch letter {
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        case "," where depth == 1: commas += 1
        default: break
        }
      }
      count = commas + 1
    }
  }

  /// What a form is called on.
  enum Receiver: Hashable, Sendable {
    /// Nothing.
    case none
    /// Any value.
    case value
    /// A name that is no value.
    case namespace(String)
  }

  /// What becomes of a form.
  enum Meaning: Hashable, Sendable {
    case has
    case bind
    /// A comprehension with so many variables.
    case over(Expression.Comprehension.Kind, variables: Int)
    case block
    /// A name made of numbers, which stands behind a prefix.
    case numbered(String)
    /// The call itself; an empty list in it is refused.
    case notEmpty
  }

  /// Name: `filter`, `cel.bind`.
  public let name: String
  /// How it can be written.
  public let forms: [Form]
  /// What it does, in a sentence.
  public let doc: String
  /// An example, as it would be written; it needs no variables.
  public let example: String
  /// When it fails, as it goes on behind "fails when", beside failures of its parts. Empty where it does not.
  public let errors: String

  init(_ name: String, _ doc: String, example: String, errors: String = "", _ forms: [Form]) {
    self.name = name
    self.forms = forms
    self.doc = doc
    self.example = example
    self.errors = errors
  }
}
