import Testing
import TreatyDiagnostics

@Suite("Where a record says when it was changed is a time, a number or a text that grows, in a zone that there is")
struct ChangeStampTests {
  private static func connector(_ changed: String) -> String {
    """
    connectors:
      shelf:
        auth: {token: {}}
        records:
          box:
            id: id
            changed: {\(changed)}
            schema: {id: string, at: timestamp?, count: int, share: number, text: string, full: bool, kind: {enum: [a, b]}, tags: [string], inner: {fields: {x: int}}, long: duration, any: any}
            list: {GET: /boxes, items: body}
    systems:
      store: {connector: shelf, url: "https://shelf.example.org", account: us-at-desk}
    """
  }

  @Test(
    "zones",
    arguments: [
      ("zone: Europe/Berlin", 0), ("zone: account", 0), ("zone: UTC", 0), ("zone: Europe/Berln", 1), ("zone: Local", 1),
    ])
  func zones(_ zone: String, _ count: Int) throws {
    let found = try AddedToBase(Self.connector("field: at, \(zone)")).live.filter { $0.code == .invalidValue }
    #expect(found.count == count)
    if zone.hasSuffix("Berln") { #expect(found.first?.fixes.first?.title == "did you mean `Europe/Berlin`?") }
  }

  @Test(
    "fields",
    arguments: [
      ("at", 0), ("count", 0), ("share", 0), ("text", 0), ("any", 0), ("full", 1), ("kind", 1), ("tags", 1),
      ("inner", 1),
      ("long", 1),
    ])
  func fields(_ field: String, _ count: Int) throws {
    let found = try AddedToBase(Self.connector("field: \(field)")).live.filter { $0.code == .typeMismatch }
    #expect(found.count == count)
  }
}
