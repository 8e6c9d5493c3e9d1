import CEL
import FoundationEssentials

/// Where an element of a plan was written.
public struct Origin: Hashable, Sendable, Codable {
  /// Path of the file, relative to its package; packages that ship with Treaty begin with `std/`.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int

  /// A place in a spec.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A plan as a file: the plan, its digest, and where each element was written.
///
/// The text is canonical JSON (RFC 8785), so the same sources give the same bytes on any machine. The digest is taken over the
/// plan alone: moving a line in a spec changes the origins, and not what the plan is.
public struct PlanFile: Hashable, Sendable {
  /// Version of the file format that this Treaty writes, and the newest it reads.
  public static let format = 1

  /// The plan.
  public let plan: Plan
  /// SHA-256 of the canonical JSON of ``plan``, as `sha256:` and 64 hex digits. Expressions count as what they say: white space, quotes and the names of
  /// variables of macros are not in it.
  public let digest: String
  /// Places by JSON pointer (RFC 6901) into the plan, like `/flows/0/identify`.
  public var origins: [String: Origin] { places.all }
  private let places: PlanOrigins

  /// The file of a plan.
  /// - Throws: ``PlanFailure`` when the plan cannot be written as JSON, which is a fault of the compiler.
  public init(plan: Plan, origins: [String: Origin]) throws(PlanFailure) {
    self.plan = plan
    places = PlanOrigins(origins)
    digest = "sha256:" + Digest.hex(try PlanFile.canonical(plan, ExpressionForms()))
  }

  /// The file of a plan whose digest was seen to be its own.
  /// - Parameter origins: as JSON.
  init(plan: Plan, digest: String, origins: [UInt8]) {
    self.plan = plan
    self.digest = digest
    places = PlanOrigins(json: origins)
  }

  /// Whether two are the same file.
  public static func == (left: PlanFile, right: PlanFile) -> Bool {
    left.digest == right.digest && left.plan == right.plan && left.origins == right.origins
  }

  /// By the digest alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// Where an element was written, or the nearest element around it.
  public func origin(of pointer: String) -> Origin? {
    let origins = origins
    var pointer = pointer[...]
    while true {
      if let origin = origins[String(pointer)] { return origin }
      guard let slash = pointer.lastIndex(of: "/") else { return nil }
      pointer = pointer[..<slash]
    }
  }

  /// The file's text.
  public func text() throws(PlanFailure) -> [UInt8] {
    try PlanFile.canonical(
      Envelope(digest: digest, format: PlanFile.format, origins: origins, plan: plan))
  }

  /// Reads a plan's text, and holds it against its digest and itself.
  public static func read(_ bytes: [UInt8]) throws(PlanFailure) -> PlanFile {
    let head: Head
    do { head = try JSONDecoder().decode(Head.self, from: Data(bytes)) } catch {
      throw .unreadable("it is not a plan: \(PlanFailure.words(error))")
    }
    guard head.format <= PlanFile.format else { throw .tooNew(found: head.format) }
    let envelope: Envelope
    do { envelope = try JSONDecoder().decode(Envelope.self, from: Data(bytes)) } catch {
      throw .unreadable(PlanFailure.words(error))
    }
    let file = try PlanFile(plan: envelope.plan, origins: envelope.origins)
    let isWhole = file.digest == envelope.digest ? true : try file.hasDigestOfText(envelope.digest)
    guard isWhole else {
      throw .digest(written: envelope.digest, found: file.digest)
    }
    if let flaw = envelope.plan.firstFlaw { throw .unreadable(flaw) }
    return file
  }

  /// Whether a digest is that of the plan with its expressions as they were written, by which plans were known at first.
  private func hasDigestOfText(_ digest: String) throws(PlanFailure) -> Bool {
    "sha256:" + Digest.hex(try PlanFile.canonical(plan)) == digest
  }

  private struct Head: Decodable { var format: Int }

  private struct Envelope: Codable {
    var digest: String
    var format: Int
    var origins: [String: Origin]
    var plan: Plan
  }

  /// - Parameter forms: of its expressions, for a digest; `nil` writes them as they are.
  private static func canonical(_ value: some Encodable, _ forms: ExpressionForms? = nil) throws(PlanFailure) -> [UInt8]
  {
    do {
      let encoder = JSONEncoder()
      if let forms, let key = ExpressionForms.key { encoder.userInfo[key] = forms }
      encoder.outputFormatting = [.withoutEscapingSlashes]
      return try Value(json: Array(encoder.encode(value)), limits: .plan).canonicalJSON()
    } catch { throw .unreadable("it cannot be written as JSON: \(error)") }
  }
}

extension JSONLimits {
  /// Plans are deeper than payloads may be: constructions nest.
  static let plan = JSONLimits(depth: 512)
}

/// Why a plan cannot be read.
public enum PlanFailure: Error, Hashable, Sendable {
  /// Not a plan, or a damaged one.
  case unreadable(String)
  /// Written by a newer Treaty.
  case tooNew(found: Int)
  /// Its content is not what its digest says: it was changed by hand or cut.
  case digest(written: String, found: String)

  static func words(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    switch error {
    case .keyNotFound(let key, let found):
      return "`\(key.stringValue)` is missing at \(pointer(found.codingPath))"
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
    @unknown default: return "\(error)"
    }
    return "\(context.debugDescription) (at \(pointer(context.codingPath)))"
  }

  private static func pointer(_ path: [any CodingKey]) -> String {
    "/" + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
  }
}

extension Plan {
  /// The first position that points nowhere. A plan without one can be walked without asking.
  var firstFlaw: String? {
    for flow in flows {
      let place = "flow `\(flow.name)`"
      guard systems.indices.contains(flow.trigger.system.index) else { return "\(place): its system is missing" }
      guard systems[flow.trigger.system].events.indices.contains(flow.trigger.event.index) else {
        return "\(place): its event is missing"
      }
      guard retries.indices.contains(flow.retry.index), retentions.indices.contains(flow.retention.index) else {
        return "\(place): one of its policies is missing"
      }
      for delivery in flow.deliveries {
        guard systems.indices.contains(delivery.system.index),
          systems[delivery.system].records.indices.contains(delivery.record.index)
        else { return "\(place): what it delivers to is missing" }
      }
    }
    for system in systems {
      let operations = system.records.flatMap { [$0.get, $0.list, $0.find, $0.create, $0.update, $0.delete] }
      let queries = operations.compactMap(\.self).flatMap { $0.query + ($0.batch?.query ?? []) }
      for quoting in queries.compactMap(\.quoting)
      where !system.quotings.indices.contains(quoting.index) {
        return "system `\(system.name)`: a quoting is missing"
      }
    }
    return alertingFlaw
  }
}
