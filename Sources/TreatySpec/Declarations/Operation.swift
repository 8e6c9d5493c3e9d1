import TreatyDiagnostics
public import TreatySyntax

/// One request that a connector can make.
public struct OperationDeclaration: Described {
  /// Path, by method.
  public var get: ScalarText?
  /// Path of a POST.
  public var post: ScalarText?
  /// Path of a PUT.
  public var put: ScalarText?
  /// Path of a PATCH.
  public var patch: ScalarText?
  /// Path of a DELETE.
  public var delete: ScalarText?
  /// Query parameters.
  public var query: [Named<[ScalarText]>] = []
  /// Quoting of the expressions in query parameters.
  public var quoting: [Named<Located<String>>] = []
  /// Headers.
  public var headers: [Named<ScalarText>] = []
  /// What it does.
  public var about: String?
  /// Body as JSON.
  public var json: Node?
  /// Body as a form.
  public var form: [Named<ScalarText>]?
  /// Body as text.
  public var text: ScalarText?
  /// Fields that an operation is given.
  public var input: [Named<Node>] = []
  /// What a good answer yields.
  @Boxed public var gives: GivesDeclaration?
  /// How the next page is asked for.
  @Boxed public var page: PageDeclaration?
  /// Where the records of an answer stand.
  public var items: ScalarText?
  /// Where the next page is.
  public var next: ScalarText?
  /// What answers mean.
  public var failures: [FailureDeclaration] = []
  /// What is known about sending it twice.
  @Boxed public var safety: SafetyDeclaration?
  /// How long an answer may take, in milliseconds.
  public var timeout: Int64?
  /// How much it may be used.
  @Boxed public var limits: CallLimitsDeclaration?
  /// How several records are written by one request.
  @Boxed public var batch: BatchDeclaration?
  /// What a stand-in answers.
  @Boxed public var answers: AnswersDeclaration?

  /// An empty declaration.
  public init() {}

  /// Method and path.
  public var request: (method: String, path: ScalarText)? {
    let all = [("GET", get), ("POST", post), ("PUT", put), ("PATCH", patch), ("DELETE", delete)]
    return all.compactMap { method, path in path.map { (method, $0) } }.first
  }

  private static let names = "system, id, input, mark, since"

  /// What there is to say about an operation.
  public static let description = Description<OperationDeclaration>(
    "operation",
    "One request. Each `${ … }` is encoded for the place it stands in: a segment of the path, a parameter, a header, JSON.",
    rules: KeyRules(
      exactlyOne: [["GET", "POST", "PUT", "PATCH", "DELETE"]],
      atMostOne: [["json", "form", "text"], ["next", "page"]]),
    keys: [
      .optional("about", \.about, .text, "What it does."),
      .defaulted(
        "input", \.input, .names(.type, anyName: true),
        "For one of the connector's `operations`: fields that it is given.",
        otherwise: "none", example: "{id: string, text: string}"),
      .optional("GET", \.get, .template, "Path of a GET, below the connector's base.", example: "/ticket/${ id }")
        .scope(names),
      .optional("POST", \.post, .template, "Path of a POST, below the connector's base.", example: "/ticket").scope(
        names),
      .optional("PUT", \.put, .template, "Path of a PUT, below the connector's base.", example: "/ticket/${ id }")
        .scope(names),
      .optional("PATCH", \.patch, .template, "Path of a PATCH, below the connector's base.", example: "/ticket/${ id }")
        .scope(names),
      .optional(
        "DELETE", \.delete, .template, "Path of a DELETE, below the connector's base.", example: "/ticket/${ id }"
      ).scope(names),
      .defaulted(
        "query", \.query, .names(.list(.template), anyName: true), "Query parameters; a list repeats the name.",
        otherwise: "none", example: "{since: \"${ since }\", fields: [id, Subject]}"
      ).scope(names),
      .defaulted(
        "quoting", \.quoting, .names(Kind<String>.text.located, anyName: true),
        "By query parameter: the `quoting` of the connector in which texts in it are written.", otherwise: "none",
        example: "{query: ticket-sql}"),
      .defaulted(
        "headers", \.headers, .names(.template, anyName: true), "Headers besides those that every request has.",
        otherwise: "none", example: "{Prefer: return=minimal}"
      ).scope(names),
      .optional("json", \.json, .construction, "Body as JSON.", example: "${ input }").scope(names),
      .optional(
        "form", \.form, .names(.template, anyName: true), "Body as a form (`application/x-www-form-urlencoded`).",
        example: "{text: \"${ input.text }\"}"
      )
      .scope(names).checkedOnly,
      .optional("text", \.text, .template, "Body as plain text.", example: "${ input.text }").scope(names).checkedOnly,
      .optional("gives", \.gives, .nested(), "What a good answer yields."),
      .optional(
        "items", \.items, .expression, "For `list` and `find`: where the records of an answer stand.",
        otherwise: "the body is the list",
        example: "body.items"
      ).scope("status, headers, body, system, id, input"),
      .optional(
        "next", \.next, .expression, "For `list`: address of the next page; nothing at the end.",
        example: "body[?'next_page']"
      ).scope("status, headers, body, system, id, input"),
      .optional(
        "page", \.page, .nested(), "For `list`: how the next page is asked for, where no answer gives its address."
      )
      .checkedOnly,
      .defaulted(
        "failures", \.failures, .list(.nested()), "What answers mean; these rules go before the connector's own.",
        otherwise: "none", example: "[{when: status == 404, class: gone}]"),
      .optional(
        "safety", \.safety, .safety,
        "What is known about sending it again after an answer was lost: that does no harm (`idempotent`), nothing is known (`unsafe`), the vendor knows a repetition by a key in a header (`{key: header}`), a mark is written with the record and `find` searches for it (`{mark: fields}`), or a record for which an expression holds is the one (`{match: expression}`, which sees it as `record`).",
        otherwise: "`idempotent` for GET, else `unsafe`", example: "{mark: {externalId: \"${ mark }\"}}"
      ).scope(names),
      .optional(
        "timeout", \.timeout, .duration(10...3_600_000), "How long an answer may take.",
        otherwise: "as the limits say", example: "1m"),
      .optional(
        "limits", \.limits, .nested(), "How much it may be used, below what its system allows.",
        otherwise: "as much as its system allows", example: "{rate: 1/s, concurrency: 1}"),
      .optional(
        "batch", \.batch, .nested(),
        "For `create` and `update`: how several records are written by one request, where several wait.",
        otherwise: "one by one"),
      .optional(
        "answers", \.answers, .nested(), "What a stand-in answers.", otherwise: "worked out from `gives` and `items`"),
    ])
}

/// What a good answer yields.
public struct GivesDeclaration: Described {
  /// Id of a record that was made.
  public var id: ScalarText?
  /// A record that was read.
  public var record: ScalarText?
  /// What an operation gives.
  public var value: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<GivesDeclaration>(
    "gives", "What a good answer yields.", rules: KeyRules(exactlyOne: [["id", "record", "value"]]),
    keys: [
      .optional(
        "id", \.id, .expression, "For `create`: id of the record that was made, as text.", example: "string(body.id)"
      )
      .scope("status, headers, body, system, id, input"),
      .optional("record", \.record, .expression, "For `get`: the record that was read.", default: "body")
        .scope("status, headers, body, system, id, input"),
      .optional(
        "value", \.value, .expression, "For one of the connector's `operations`: what it gives.", default: "body",
        example: "body.result"
      ).scope("status, headers, body, system, id, input"),
    ])
}

/// What is known about sending a request twice.
public enum SafetyDeclaration: Sendable {
  /// No harm.
  case idempotent
  /// Nothing is known.
  case unsafe
  /// The vendor honours a key in this header.
  case key(header: String)
  /// A mark is written with the record.
  case mark(Node)
  /// A record that is found by this condition is the one.
  case match(ScalarText)
}

extension Kind where Value == SafetyDeclaration {
  static let safety = Kind(.either([.choice(["idempotent", "unsafe"]), .map(.construction)])) { node, reader in
    let mend =
      "write `idempotent`, `unsafe`, `{key: Idempotency-Key}`, `{mark: {field: \"${ mark }\"}}` or `{match: record.name == input.name}`"
    switch node.kind {
    case .scalar where node.text == "idempotent": return .idempotent
    case .scalar where node.text == "unsafe": return .unsafe
    case .mapping where node.entries.count == 1:
      guard let (key, value) = node.entries.first.map({ ($0.key, $0.value) }) else { return nil }
      if key.text == "mark" { return .mark(value) }
      if key.text == "key", value.kind == .scalar { return .key(header: value.text) }
      if key.text == "match", value.kind == .scalar {
        reader.unsupported.append(Located("`match` as a safety", at: key.span))
        return .match(ScalarText(value))
      }
    default: break
    }
    reader.findings.add(.invalid(node, "this is not a safety", mend: mend))
    return nil
  }
}

/// How the next page is asked for.
public struct PageDeclaration: Described {
  /// Parameter with the number of records to skip.
  public var offset: Located<String>?
  /// Parameter with the number of the page.
  public var number: Located<String>?
  /// Parameter with what the answer before gave.
  public var cursor: Located<String>?
  /// In the header `Link`.
  public var link: Located<Bool>?
  /// What the answer gives for the next.
  public var from: ScalarText?
  /// Number of the first page.
  public var first = 1
  /// Records of a page.
  public var size: Located<Int>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<PageDeclaration>(
    "paging", "How the next page is asked for. The last is one without records, or without a cursor or a link.",
    rules: KeyRules(
      exactlyOne: [["offset", "number", "cursor", "link"]], onlyWith: [("from", ["cursor"]), ("first", ["number"])],
      needs: [("cursor", ["from"])]),
    keys: [
      .optional(
        "offset", \.offset, .located, "Parameter with the number of records to skip.", example: "sysparm_offset"),
      .optional("number", \.number, .located, "Parameter with the number of the page.", example: "page"),
      .optional("cursor", \.cursor, .located, "Parameter with what the answer before gave.", example: "after"),
      .optional("link", \.link, Kind<Bool>.yes.located, "`true`: the header `Link` leads to it (RFC 8288)."),
      .optional(
        "from", \.from, .expression, "For `cursor`: what the answer gives for the next page.",
        example: "body.?meta.next"
      )
      .scope("status, headers, body, system, id, input"),
      .defaulted("first", \.first, .integer(0...1), "For `number`: number of the first page.", default: "1"),
      .optional(
        "size", \.size, Kind<Int>.integer(1...100_000).located, "How many records are on a page.", example: "100"),
    ])
}

/// What a stand-in answers.
public struct AnswersDeclaration: Described {
  /// Status.
  public var status = 200
  /// Body.
  public var json: Node?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AnswersDeclaration>(
    "stand-in's answer", "What `treaty stand-in` answers, in the vendor's form.",
    keys: [
      .defaulted("status", \.status, .integer(200...299), "Status of the answer.", default: "200"),
      .optional(
        "json", \.json, .construction, "Body of the answer.", otherwise: "none", example: "{id: \"${ id }\"}"
      ).scope("id, input, record, records, next, url"),
    ])
}
