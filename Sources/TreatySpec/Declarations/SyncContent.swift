/// What people write to each other on a record.
public struct CommentsDeclaration: Described {
  /// What crosses.
  public var cross = Located.placeholder(CrossWord.customer)
  /// How each side keeps them.
  public var sides: [Named<CommentSideDeclaration>] = []
  /// What stands before each.
  public var prefix: ScalarText?
  /// What allows that notes of the staff cross.
  public var agreement: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CommentsDeclaration>(
    "comments",
    "What people write to each other on a record. A note for the staff never becomes a reply to a customer.",
    keys: [
      .defaulted(
        "cross", \.cross, Kind<CrossWord>.choice.located,
        "What crosses: replies that customers see, or `all`, notes of the staff too.",
        default: "customer"),
      .required(
        "sides", \.sides, .names(.nested()), "How each side keeps them.",
        example:
          "{desk: {record: service-desk.comment, text: item.Content}, vendor: {record: vendor-desk.note, text: item.body}}"
      ),
      .optional(
        "prefix", \.prefix, .template, "What is written before the text of each.", otherwise: "nothing",
        example: "\"${ item.author }: \""
      ).scope("item, inputs"),
      .optional(
        "agreement", \.agreement, .reference(.agreements), "Agreement that allows notes of the staff to cross.",
        example: "desk-and-vendor"),
    ])
}

/// Which comments cross.
public enum CrossWord: String, Hashable, Sendable, CaseIterable {
  /// Those that customers see.
  case customer
  /// All of them.
  case all
}

/// How a side keeps comments.
public struct CommentSideDeclaration: Described {
  /// `system.record`.
  public var record = Located.placeholder("")
  /// Its text.
  public var text = ScalarText(nil)
  /// Who wrote it.
  public var author: ScalarText?
  /// Whether it is for the staff.
  public var isInternal: ScalarText?
  /// What is written for one.
  public var write: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<CommentSideDeclaration>(
    "comment side", "How a side keeps comments. `parent` is the id of the record that one belongs to.",
    keys: [
      .required(
        "record", \.record, .reference(.record), "The system and its kind of record.", example: "service-desk.comment"),
      .required("text", \.text, .expression, "Text of a comment.", example: "item.Content").scope("item"),
      .optional("author", \.author, .expression, "Who wrote it.", example: "item.Creator").scope("item"),
      .optional(
        "internal", \.isInternal, .expression, "Whether it is for the staff alone.", default: "false",
        example: "item.Type == 'Comment'"
      ).scope("item"),
      .optional(
        "write", \.write, .fields, "What is written for one; without it they are only read.",
        example: "{Content: \"${ text }\"}"
      ).scope("text, internal, parent"),
    ])
}

/// Files on a record.
public struct AttachmentsDeclaration: Described {
  /// How large one may be.
  public var max: Located<String>?
  /// Kinds that may cross.
  public var types: [Located<String>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AttachmentsDeclaration>(
    "attachments", "Files on a record.",
    keys: [
      .optional("max", \.max, .size, "How large one may be.", default: "10MiB"),
      .defaulted(
        "types", \.types, .list(.located), "Kinds of files that may cross, as media types.", otherwise: "all",
        example: "[image/png, text/plain]"),
    ])
}
