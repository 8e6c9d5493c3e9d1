/// How an operation writes several records by one request. What came of it is read record by record: one that is refused holds none of
/// the others up, and one of which the answer says nothing is unsure.
public struct PlannedBatch: Hashable, Sendable, Codable {
  /// HTTP method, upper case.
  public var method: String
  /// Path below the system's base. In scope, as everywhere in the request: `system`, and `batch`, a list of records with `id` (empty for
  /// one that is made), `input` and `mark`.
  public var path: PlannedTemplate
  /// Query, in order.
  public var query: [QueryParameter]
  /// Headers besides those of the transport.
  public var headers: [HeaderField]
  /// JSON body.
  public var body: Construction?
  /// Records in one request, 2 to 1,000.
  public var most: Int
  /// The list of results of a good answer, one a record in the order of `batch`. Over `status`, `headers`, `body`, `system`.
  public var results: PlannedExpression
  /// Status of one result, which means what it means of an answer; `nil` takes every result that no rule knows for a good one. Over an
  /// answer's names and `result`.
  public var status: PlannedExpression?
  /// What results mean, first match first, before the status. Over an answer's names and `result`.
  public var failures: [FailureRule]
  /// For `create`: id of the record that was made, as text. Over an answer's names and `result`.
  public var gives: PlannedExpression?

  /// A way to write several records.
  public init(method: String, path: PlannedTemplate, most: Int, results: PlannedExpression) {
    self.method = method
    self.path = path
    query = []
    headers = []
    self.most = most
    self.results = results
    failures = []
  }
}
