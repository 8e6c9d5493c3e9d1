/// How types are written in specs, for the reference. The compiler reads them, since names in them need a package.
public struct TypeNotation: Sendable {
  /// How it is written; several where they are alike.
  public let forms: [String]
  /// What such a value is.
  public let doc: String
  /// A field of such a type.
  public let example: String

  /// All of them.
  public static let all: [TypeNotation] = [
    .init(forms: ["bool"], doc: "`true` or `false`", example: "done: bool"),
    .init(forms: ["int"], doc: "a whole number, of 64 bits", example: "count: int"),
    .init(forms: ["number"], doc: "a number, as JSON has them", example: "load: number"),
    .init(forms: ["string"], doc: "a text", example: "summary: {type: string, max: 200}"),
    .init(
      forms: ["url", "email"], doc: "a text, with a hint for people about what is in it",
      example: "link: url?"),
    .init(
      forms: ["bytes"], doc: "bytes: expressions make them, what comes in as JSON holds none", example: "photo: bytes?"),
    .init(forms: ["timestamp"], doc: "a moment, in JSON by RFC 3339", example: "opened: timestamp"),
    .init(
      forms: ["duration"], doc: "a length of time: expressions make one, what comes in as JSON holds none",
      example: "worked: duration?"),
    .init(
      forms: ["any", "json"], doc: "anything that JSON can say; expressions about it are checked only when they run",
      example: "extra: any"),
    .init(forms: ["[T]"], doc: "a list", example: "tags: [string]"),
    .init(forms: ["{string: T}"], doc: "a mapping with keys of the sender's", example: "labels: {string: string}"),
    .init(forms: ["{enum: […]}"], doc: "one of these words", example: "level: {enum: [low, high]}"),
    .init(
      forms: ["{fields: {…}}"], doc: "a record inside", example: "owner: {fields: {name: string, phone: string?}}"),
    .init(forms: ["MODEL"], doc: "a record of a model", example: "parent: incident?"),
    .init(
      forms: ["MODEL.FIELD"], doc: "what that field holds, such as the same words",
      example: "state: incident.state"),
    .init(
      forms: ["CONNECTOR.RECORD", "CONNECTOR.RECORD.FIELD"],
      doc: "a record of a connector as it is read, or a field of one", example: "status: request-tracker.ticket.Status"),
  ]
}
