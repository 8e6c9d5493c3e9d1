import Testing

@testable import TreatySpec

/// A declaration with all that a key can say, of which the language has not all today.
private struct Sample: Described {
  var old: String?
  var new: String?
  var later: String?
  var inner: [Sample]?

  static let description = Description<Sample>(
    "sample", "A sample.", rules: KeyRules(atMostOne: [["old", "new"]], onlyWith: [("later", ["new"])]),
    keys: [
      .optional("old", \.old, .text, "The old way.", example: "a|b").deprecated("write `new`"),
      .optional("new", \.new, .text, "The new way.", otherwise: "none").since(2),
      .optional("later", \.later, .text, "What is not done yet.", default: "never").scope("item, now").checkedOnly,
      .optional("inner", \.inner, .list(.nested()), "Samples in it."),
    ])
}

@Suite("A row of the reference says all that there is to say of a key")
struct ReferenceRowTests {
  @Test("editions, what is outdated, what no host does yet, and what stands together")
  func rows() {
    let text = ReferenceWriter(examples: [:]).declaration(
      Sample.outline, on: "samples", isRoot: true, path: "samples")
    #expect(
      text == """
        ## sample
        A sample.

        Stands under `samples` by name. Checked, and [not yet carried out](README.md#checked-and-not-yet-carried-out).

        | key | value | says |
        | --- | --- | --- |
        | <a id="sample.old"></a>`old` | text | The old way.<br>Example: `old: a\\|b`<br>**Outdated**: write `new`. |
        | <a id="sample.new"></a>`new` | text<br>default: none | The new way.<br>Since edition 2. |
        | <a id="sample.later"></a>`later` | text<br>default: `never` | What is not done yet.<br>In scope: `item`, `now` |
        | <a id="sample.inner"></a>`inner` | list of [samples](#sample) | Samples in it. |

        - At most one of `old` and `new` stands.
        - `later` stands only with `new`.
        """)
  }
}
