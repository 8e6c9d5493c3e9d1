public import TreatySyntax

/// How an operation writes several records by one request.
public struct BatchDeclaration: Described {
  /// Path of a POST.
  public var post: ScalarText?
  /// Path of a PUT.
  public var put: ScalarText?
  /// Path of a PATCH.
  public var patch: ScalarText?
  /// Query parameters.
  public var query: [Named<[ScalarText]>] = []
  /// Headers.
  public var headers: [Named<ScalarText>] = []
  /// Body as JSON.
  public var json: Node?
  /// Records in one request.
  public var most = 2
  /// Where the results stand.
  public var results = ScalarText(nil)
  /// Status of one result.
  public var status: ScalarText?
  /// What results mean.
  public var failures: [FailureDeclaration] = []
  /// What a good result yields.
  @Boxed public var gives: BatchGivesDeclaration?

  /// An empty declaration.
  public init() {}

  /// Method and path.
  public var request: (method: String, path: ScalarText)? {
    let all = [("POST", post), ("PUT", put), ("PATCH", patch)]
    return all.compactMap { method, path in path.map { (method, $0) } }.first
  }

  private static let names = "system, batch"

  /// What there is to say about it.
  public static let description = Description<BatchDeclaration>(
    "batch",
    "How several records are written by one request. `batch` is the list of them: each has an `id` (empty for one that is made), its `input` and its `mark`. What came of it is read record by record: one that is refused holds none of the others up, and one of which the answer says nothing is unsure. Whether a record may be sent again is what the `safety` of the operation says.",
    rules: KeyRules(exactlyOne: [["POST", "PUT", "PATCH"]]),
    keys: [
      .optional("POST", \.post, .template, "Path of a POST, below the connector's base.", example: "/tickets/bulk")
        .scope(names),
      .optional("PUT", \.put, .template, "Path of a PUT, below the connector's base.", example: "/tickets/bulk")
        .scope(names),
      .optional("PATCH", \.patch, .template, "Path of a PATCH, below the connector's base.", example: "/tickets/bulk")
        .scope(names),
      .defaulted(
        "query", \.query, .names(.list(.template), anyName: true), "Query parameters; a list repeats the name.",
        otherwise: "none", example: "{atomic: \"false\"}"
      ).scope(names),
      .defaulted(
        "headers", \.headers, .names(.template, anyName: true), "Headers besides those that every request has.",
        otherwise: "none", example: "{Prefer: return=minimal}"
      ).scope(names),
      .required(
        "json", \.json, Kind<Node>.construction.orNothing, "Body as JSON, in which the records stand.",
        example: "{tickets: \"${ batch.map(one, one.input) }\"}"
      ).scope(names),
      .required("most", \.most, .integer(2...1_000), "How many records one request takes.", example: "100"),
      .required(
        "results", \.results, .expression,
        "The list of results of a good answer: one for each record, in the order of `batch`.", example: "body.results"
      ).scope("status, headers, body, system"),
      .optional(
        "status", \.status, .expression, "Status of one result, which means what it means of an answer.",
        otherwise: "each result is good that no rule of `failures` knows", example: "result.status"
      ).scope("status, headers, body, system, id, input, result"),
      .defaulted(
        "failures", \.failures, .list(.nested()),
        "What results mean: the first rule that holds. They go before the `status`.", otherwise: "none",
        example: "[{when: \"'error' in result\", class: rejected, reason: \"${ result.error }\"}]"),
      .optional("gives", \.gives, .nested(), "What a good result yields; a `create` needs it."),
    ])
}

/// What a good result of a batch yields.
public struct BatchGivesDeclaration: Described {
  /// Id of the record that was made.
  public var id = ScalarText(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<BatchGivesDeclaration>(
    "batch gives", "What a good result of a batch yields.",
    keys: [
      .required(
        "id", \.id, .expression, "For `create`: id of the record that was made, as text.", example: "string(result.id)"
      ).scope("status, headers, body, system, id, input, result")
    ])
}
