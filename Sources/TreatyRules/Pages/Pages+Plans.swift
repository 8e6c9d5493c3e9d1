import TreatyDiagnostics

extension Pages {
  /// 06xx: plans and binding.
  static let plans: [CodePage] = [
    CodePage(
      code: .planFormat, name: "plan-format", severity: .error, title: "A plan that cannot be read",
      summary: "A file is no plan, is cut off, or has a format that this Treaty does not know.",
      why: "A plan is carried out whole or not at all.",
      mend: "Compile it anew with `treaty compile`, or use the Treaty that it was made with, or a newer one.",
      related: [.planDigest, .notRunnable]),
    CodePage(
      code: .planDigest, name: "plan-digest", severity: .error, title: "A plan that was changed by hand",
      summary: "The content of a plan does not have the digest that the plan says.",
      why: """
        The digest is what a plan is called by in the store, in the audit trail and in approvals. What was changed after it was compiled was \
        checked by nobody.
        """,
      mend: "Change the specs, and compile them. A file that was damaged on the way is copied again.",
      related: [.planFormat]),
    CodePage(
      code: .missingInput, name: "missing-input", severity: .error, title: "An input without a value",
      summary: "A plan has an input for which the host was given no value, and which has no default.",
      why:
        "Nothing starts before all values are there: a host that ran half of the flows would look as if all were well.",
      mend: "Give it when starting: `treaty run plan.json --input desk-url=https://desk.example.org`.",
      related: [.missingSecret, .invalidInput, .unknownInput]),
    CodePage(
      code: .missingSecret, name: "missing-secret", severity: .error, title: "A secret without a value",
      summary: "A plan names a secret for which the host finds no value that can be used.",
      why: "Every call with the account would be refused, and some systems lock an account after a few of those.",
      mend: """
        Set the environment variable that the finding names, or put the value into a file of the secret's name in the folder given by \
        `--secrets`.
        """,
      related: [.missingInput, .literalCredential]),
    CodePage(
      code: .invalidInput, name: "invalid-input", severity: .error, title: "An input with a value of the wrong kind",
      summary: "The value of an input is not of the kind that its declaration says.",
      why: "Used as it is, it would show only in calls that fail.",
      mend:
        "Give a value of that kind: a `url` begins with `https://` or `http://`, an `email` is an address, an `int` a whole number.",
      related: [.missingInput, .unknownInput]),
    CodePage(
      code: .unknownInput, name: "unknown-input", severity: .error, title: "A value for an input that there is not",
      summary: "A host was given a value under a name that is no input of the plan.",
      why: "It is likely a slip, and the input that was meant would keep its default.",
      mend: "Take the name that is offered, or leave it out.",
      related: [.missingInput, .invalidInput]),
    CodePage(
      code: .planLink, name: "plan-link", severity: .error, title: "A plan that does not fit together",
      summary:
        "A part of a plan cannot be made ready, such as an address or a credential that cannot be worked out from the inputs.",
      why: "What cannot be made ready would fail with the first message.",
      mend: "Look at the inputs that it is made of. If they are right, compile the plan anew with this Treaty.",
      related: [.invalidInput, .planFormat]),
  ]
}
