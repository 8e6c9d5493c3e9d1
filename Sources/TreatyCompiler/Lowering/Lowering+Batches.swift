import CEL
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// How an operation writes several records by one request; `nil` where it does not, or cannot.
  mutating func batch(
    of operation: OperationDeclaration, _ verb: String, writing input: TypeText, _ safety: Safety, pointer: String
  ) -> PlannedBatch? {
    guard let declaration = operation.batch, let (method, pathText) = declaration.request else { return nil }
    guard holds(declaration, verb, safety, pathText) else { return nil }
    let (request, result) = (Place.batch(input: input), Place.result(input: input))
    let path = template(pathText, at: request, pointer: "\(pointer)/path")
    let results = expression(
      declaration.results, at: .anyAnswer, expecting: .list(.dyn), pointer: "\(pointer)/results")
    guard let path, let results else { return nil }
    var planned = PlannedBatch(method: method, path: path, most: declaration.most, results: results)
    planned.query = query(declaration.query, at: request, pointer: pointer)
    planned.headers = headers(declaration.headers, at: request, pointer: pointer)
    planned.body = declaration.json.flatMap {
      construction($0, at: request, expecting: .dyn, pointer: "\(pointer)/body")
    }
    planned.status = declaration.status.flatMap {
      expression($0, at: result, expecting: .int, pointer: "\(pointer)/status")
    }
    planned.failures = declaration.failures.enumerated().compactMap {
      rule($0.element, at: result, pointer: "\(pointer)/failures/\($0.offset)")
    }
    planned.gives = declaration.gives.flatMap {
      expression($0.id, at: result, expecting: .string, pointer: "\(pointer)/gives")
    }
    return planned
  }

  /// Whether a batch goes with what it stands in.
  private mutating func holds(
    _ batch: BatchDeclaration, _ verb: String, _ safety: Safety, _ path: ScalarText
  ) -> Bool {
    guard let span = path.node?.span else { return false }
    guard verb == "create" || verb == "update" else {
      findings.add(.noBatch(of: verb, span))
      return false
    }
    if case .key(let header) = safety { findings.add(.keyOfBatch(verb, header: header, span)) }
    if verb == "create", batch.gives == nil { findings.add(.noIDOfBatch(span)) }
    if verb == "update", let gives = batch.gives?.id.node { findings.add(.idOfUpdate(gives.span)) }
    return true
  }
}

extension Diagnostic {
  fileprivate static func noBatch(of verb: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      code: .conflictingKeys, severity: .error,
      message: verb == "call" ? "an operation of a connector has no `batch`" : "`\(verb)` has no `batch`",
      primary: Label(span: span), reason: "only `create` and `update` write records, of which several can wait",
      fixes: [Fix(title: "leave `batch` out")])
  }

  fileprivate static func keyOfBatch(_ verb: String, header: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      code: .conflictingKeys, severity: .error,
      message: "a `\(verb)` that is known by its key in `\(header)` cannot be written in a batch",
      primary: Label(span: span), reason: "one header cannot hold a key for each record",
      fixes: [
        Fix(title: "leave `batch` out"),
        Fix(title: "or declare a mark as its `safety`, and `find`, where a mark can be searched for"),
      ])
  }

  fileprivate static func noIDOfBatch(_ span: Span) -> Diagnostic {
    Diagnostic(
      code: .missingKey, severity: .error, message: "the batch does not say which ids its records have",
      primary: Label(span: span), reason: "without them the records cannot be changed later",
      fixes: [Fix(title: "add `gives: {id: string(result.id)}`")])
  }

  fileprivate static func idOfUpdate(_ span: Span) -> Diagnostic {
    Diagnostic(
      code: .conflictingKeys, severity: .error, message: "`gives` means nothing in the batch of an `update`",
      primary: Label(span: span), reason: "the records have their ids already",
      fixes: [Fix(title: "leave `gives` out")])
  }
}
