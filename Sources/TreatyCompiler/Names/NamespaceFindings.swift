import TreatyDiagnostics
import TreatySpec

extension Diagnostic {
  static func duplicateName(_ second: Declared, first: Declared) -> Diagnostic {
    Diagnostic(
      code: .duplicateName, severity: .error,
      message: "there are two \(second.section.path) called `\(second.name)`",
      primary: Label(span: second.span), related: [Label(span: first.span, text: "the first is here")],
      reason: "all files of a package share one namespace", fixes: [Fix(title: "give one of them another name")])
  }

  /// Of two packages that are seen by their names alone, or of the package itself and one of those.
  static func twoOfOneName(
    _ second: Declared, first: Declared, _ packages: [LoadedPackage], use: Span, from position: Int
  ) -> Diagnostic {
    let name = packages[second.package].manifest.package.value
    let other = packages[first.package].manifest.package.value
    let whose = first.package == position ? "this package has one too" : "so does `\(other)`, which is used as well"
    return Diagnostic(
      code: .duplicateName, severity: .error,
      message: "`\(name)` brings the \(second.section.noun) `\(second.name)`, and \(whose)",
      primary: Label(span: use),
      related: [Label(span: second.span, text: "this one"), Label(span: first.span, text: "and this one")],
      reason: "`\(second.name)` alone would stand for either",
      fixes: [
        Fix(
          title:
            "see the one by another name: `{package: …, as: \(alias(name))}`, and then write `\(alias(name))/\(second.name)`"
        )
      ])
  }

  /// A former name that something has today.
  static func formerNameInUse(_ was: Located<String>, of declared: Declared, _ other: Declared) -> Diagnostic {
    let isItself = other.canonical == declared.canonical
    return Diagnostic(
      code: .wrongFormerName, severity: .error,
      message: isItself
        ? "`\(declared.name)` was called `\(was.value)`, which is its name still"
        : "`\(declared.name)` was called `\(was.value)`, and there is a \(other.section.noun) of that name",
      primary: Label(span: was.span),
      related: isItself ? [] : [Label(span: other.span, text: "this one")],
      reason: "what is stored under the old name can go to one of them alone",
      fixes: [Fix(title: "leave `was` out, or give the name that it had before")])
  }

  /// A former name that two declarations claim.
  static func formerNameTwice(_ was: Located<String>, of declared: Declared, _ other: Declared) -> Diagnostic {
    Diagnostic(
      code: .wrongFormerName, severity: .error,
      message: "`\(declared.name)` and `\(other.name)` were both called `\(was.value)`",
      primary: Label(span: was.span), related: [Label(span: other.span, text: "the other one")],
      reason: "what is stored under the old name can go to one of them alone",
      fixes: [Fix(title: "leave `was` out of the one that is new")])
  }

  static func packageTwice(_ package: LoadedPackage, other: LoadedPackage) -> Diagnostic {
    Diagnostic(
      code: .duplicateName, severity: .error,
      message: "two packages are called `\(package.manifest.package.value)`",
      primary: Label(span: package.manifest.package.span),
      related: [Label(span: other.manifest.package.span, text: "the other is here")],
      reason:
        "what they declare would be the same in the plan; often they are two versions of one, reached by different ways",
      fixes: [Fix(title: "let every `uses` lead to one of them, or give one another name")])
  }

  private static func alias(_ package: String) -> String {
    package.split(separator: "/").last.map(String.init) ?? package
  }
}
