import CEL
import TreatyDiagnostics
public import TreatyDiff
import TreatyStore

/// Reads samples out of files that lie in a folder. It is handed paths and bytes; what is no sample is named, and the others go on.
///
/// Three layouts, which may be mixed: `FLOW/anything.json` and `FLOW/anything.ndjson` hold bodies as a sender sends them, one a file or one a line; so do
/// `FLOW.json` and `FLOW.ndjson`; and anywhere an object with `flow`, `body` and nothing but `headers` and `received` besides is an *envelope*, which says
/// itself where it goes.
public struct SampleReader: Sendable {
  /// Endings of files that are read; any other file is left alone.
  public static let endings: Set<String> = ["json", "ndjson", "jsonl"]
  /// Bytes of a file at most.
  public static let mostFileBytes = 256 << 20
  /// Bytes of a body at most, which is more than any host takes.
  public static let mostBytes = 16 << 20
  /// Samples at most: more would be of no more use, and have to be kept at once.
  public static let mostSamples = 100_000

  /// The samples, in the order in which they were read.
  public private(set) var samples: [Sample] = []
  /// What is no sample.
  public private(set) var unread: [SampleReport.Unread] = []

  private let flows: Set<String>

  /// A reader.
  /// - Parameter flows: the flows of both plans.
  public init(flows: Set<String>) { self.flows = flows }

  /// Whether there is no room for more.
  public var isFull: Bool { samples.count >= Self.mostSamples }

  /// Says that a file is not read.
  public mutating func leave(_ place: String, because reason: String) {
    unread.append(SampleReport.Unread(place: place, reason: reason))
  }

  /// Reads a file.
  /// - Parameters:
  ///   - path: its path below the folder of samples, with `/` between its parts.
  ///   - place: what it is called in reports.
  public mutating func read(_ bytes: [UInt8], path: String, place: String) {
    let parts = path.split(separator: "/").map(String.init)
    guard let file = parts.last else { return }
    let dot = file.lastIndex(of: ".") ?? file.endIndex
    let named = parts.count > 1 ? parts[0] : String(file[..<dot])
    guard bytes.count <= Self.mostFileBytes else {
      return leave(place, because: "it has \(bytes.count) bytes, and \(Self.mostFileBytes) are the most")
    }
    if file[dot...] == ".json" { return take(bytes[...], named: named, isFolder: parts.count > 1, place: place) }
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      take(line, named: named, isFolder: parts.count > 1, place: "\(place):\(index + 1)")
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>, named: String, isFolder: Bool, place: String) {
    guard !isFull else {
      let reason = "\(Self.mostSamples) samples are the most that are run: all behind them are left out"
      if unread.last?.reason != reason { leave(place, because: reason) }
      return
    }
    guard bytes.count <= Self.mostBytes else {
      return leave(place, because: "it has \(bytes.count) bytes, and \(Self.mostBytes) are the most of a sample")
    }
    let value: Value
    do throws(JSONFailure) { value = try Value(json: bytes) } catch {
      return leave(place, because: "that is no JSON: \(error.message), at byte \(error.offset)")
    }
    if let envelope = Envelope(value) {
      if let problem = envelope.problem { return leave(place, because: problem) }
      return add(
        Sample(
          place: place, flow: envelope.flow, body: envelope.body.json(), headers: envelope.headers,
          received: envelope.received))
    }
    guard flows.contains(named) else {
      let what = isFolder ? "its folder" : "its file"
      return leave(
        place,
        because: "no plan has a flow `\(named)`, as \(what) is called, and it is no envelope with `flow` and `body`"
          + near(named))
    }
    add(Sample(place: place, flow: named, body: Array(bytes)))
  }

  private mutating func add(_ sample: Sample) {
    guard flows.contains(sample.flow) else {
      return leave(sample.place, because: "no plan has a flow `\(sample.flow)`" + near(sample.flow))
    }
    samples.append(sample)
  }

  private func near(_ name: String) -> String {
    NearName.suggest(for: name, among: flows.sorted()).map { ": did you mean `\($0)`?" } ?? ""
  }
}

/// A sample that says itself where it goes.
private struct Envelope {
  var flow = ""
  var body = Value.null
  var headers: [Sample.Header] = []
  var received: Instant?
  /// What is wrong with it.
  var problem: String?

  private static let members: Set<String> = ["flow", "body", "headers", "received"]

  /// - Returns: `nil` for what is no envelope.
  init?(_ value: Value) {
    guard let map = value.asMap, let flow = value["flow"]?.asString, let body = value["body"],
      map.entries.allSatisfy({ Self.members.contains($0.key.asString ?? "") })
    else { return nil }
    (self.flow, self.body) = (flow, body)
    if let headers = value["headers"] {
      guard let entries = headers.asMap?.entries, entries.allSatisfy({ $0.value.asString != nil }) else {
        problem = "`headers` of an envelope are an object of texts"
        return
      }
      self.headers = entries.map { Sample.Header(name: $0.key.asString ?? "", value: $0.value.asString ?? "") }
    }
    if let received = value["received"] {
      guard let text = received.asString, let time = Timestamp(rfc3339: text) else {
        problem = "`received` of an envelope is a time, such as `2026-01-01T12:00:00Z`"
        return
      }
      self.received = Instant(milliseconds: time.millisecondsSinceEpoch)
    }
  }
}
