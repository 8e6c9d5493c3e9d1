import CEL
import Testing

@Suite("What was asked for is known to be there")
struct PresenceTests {
  @Test(
    "fields that are there where a condition holds, and where it does not",
    arguments: [
      ("has(item.note)", ["item.note"], []), ("!has(item.note)", [], ["item.note"]),
      ("has(item.note) && item.count > 1", ["item.note"], []), ("has(item.note) || item.count > 1", [], []),
      ("!has(item.note) || item.count > 1", [], ["item.note"]),
      ("!(has(item.note) && has(item.owner))", [], ["item.note", "item.owner"]),
      ("item.?note.hasValue()", ["item.note"], []), ("item[?'note'].hasValue()", ["item.note"], []),
      ("item.?owner.?mail.hasValue()", ["item.owner", "item.owner.mail"], []),
      ("item.?owner.mail.hasValue()", ["item.owner", "item.owner.mail"], []),
      ("item.?note.orValue('') != ''", ["item.note"], []), ("'' == item.?note.orValue('')", [], ["item.note"]),
      ("item.?note.orValue('') == 'x'", ["item.note"], []), ("item.?note.orValue('x') == 'x'", [], ["item.note"]),
      ("item.?note.orValue('x') != ''", [], ["item.note"]), ("item.?open.orValue(false)", ["item.open"], []),
      ("item.?open.orValue(true)", [], ["item.open"]), ("item.?count.orValue(0) != 0.0", [], []),
      ("item.?note.orValue(item.name) != ''", [], []), ("item.tags.exists(t, has(t.name))", [], []),
      ("has(item.note", [], []),
    ])
  func present(_ condition: String, _ holding: [String], _ failing: [String]) {
    let environment = Environment()
    #expect(environment.present(where: condition) == Set(holding))
    #expect(environment.present(where: condition, holds: false) == Set(failing))
  }

  @Test("only what is known to be there is read plainly, and a variable of a macro is another value")
  func known() {
    var environment = Environment()
    let fields = [
      RecordField(name: "note", type: .string, isOptional: true),
      RecordField(name: "parts", type: .list(.named("Item")), isOptional: false),
    ]
    environment.add(RecordType(name: "Item", fields: fields, isOpen: false))
    environment.declare("item", .named("Item"))
    #expect(environment.check("item.note == ''").issues.count == 1)
    #expect(environment.check("has(item.note) && item.parts.all(item, item.note == '')").issues.count == 1)
    environment.know(present: ["item.note"])
    #expect(environment.check("item.note == ''").issues.isEmpty)
    #expect(environment.check("item.parts.all(part, item.note == '')").issues.isEmpty)
    #expect(environment.check("item.parts.all(part, part.note == '')").issues.count == 1)
    #expect(environment.check("item.parts.all(item, item.note == '')").issues.count == 1)
    #expect(environment.check("item.parts[0].note == ''").issues.count == 1)
  }
}
