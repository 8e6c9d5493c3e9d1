import CEL
import TreatyEngine
import TreatyPlan

/// The systems at the other end: a stand-in for each, and a ledger of what was written there, which is what a run is judged by.
struct SimulatedPartners: Sendable {
  /// Something that was written, in the order in which it was.
  struct Write: Sendable {
    var system: Int
    var recordID: String
    var key: String
    var number: Int
    var isCreate: Bool
  }

  private var desks: [StandIn?] = []
  private let bases: [String]
  private(set) var ledger: [Write] = []
  private var used: [Int: (window: Int64, count: Int)] = [:]

  /// A stand-in for every system that is called.
  init(_ plan: LinkedPlan) throws(LinkFailure) {
    bases = plan.plan.systems.indices.map { plan.baseURL(of: Position($0))?.path ?? "" }
    for system in plan.plan.systems {
      desks.append(
        system.records.isEmpty ? nil : try StandIn(plan: plan.plan, system: system, token: nil, seed: 0))
    }
  }

  /// Carries out a call.
  /// - Parameter place: The place of a record among several that is refused for now.
  mutating func carryOut(_ call: OutgoingCall, at time: Int64, refusing place: Int? = nil) -> StandInReply {
    let system = call.system.index
    var request = request(call)
    let inputs = SimulatedPartners.inputs(of: call)
    var refused: Int?
    if let place, inputs.count > 1, inputs.indices.contains(place) {
      refused = place
      request.body = SimulatedPartners.body(request.body, without: place)
    }
    let before = records(of: system).count
    var reply = desks[system]?.handle(request, at: time) ?? StandInReply(status: 404, body: [])
    if let status = reply.status, status < 300 {
      let made = Array(records(of: system).dropFirst(before))
      for (index, input) in inputs.enumerated() where index != refused {
        note(input, call, made: made)
      }
    }
    if let refused { reply.body = SimulatedPartners.refuse(refused, in: reply.body) }
    for (name, value) in budget(of: system, at: time) { reply.headers[name] = value }
    return reply
  }

  /// Puts what a call wrote into the ledger.
  private mutating func note(_ input: Value, _ call: OutgoingCall, made: [StandInRecord]) {
    guard case .int(let number)? = input["number"], let key = input["key"]?.asString else { return }
    let new = made.first { $0.thing == key }
    guard call.operation == "update" || new != nil,
      let record = new ?? records(of: call.system.index).first(where: { $0.thing == key })
    else { return }
    ledger.append(
      Write(
        system: call.system.index, recordID: record.id, key: key, number: Int(number), isCreate: new != nil))
  }

  // MARK: Several records in one call

  /// What a call writes, one by one.
  private static func inputs(of call: OutgoingCall) -> [Value] {
    guard let body = call.body, let value = try? Value(json: body) else { return [] }  // a search has none
    guard let several = value["tickets"]?.asList else { return [value] }
    return several.map { $0["fields"] ?? $0 }
  }

  private static func body(_ bytes: [UInt8], without place: Int) -> [UInt8] {
    changed(bytes, "tickets") { $0.remove(at: place) }
  }

  /// An answer in which the record at a place was refused.
  private static func refuse(_ place: Int, in bytes: [UInt8]) -> [UInt8] {
    changed(bytes, "results") { results in
      results.insert(.map(MapValue(fields: [("status", .int(503))])), at: min(place, results.count))
    }
  }

  /// An answer with fewer results.
  static func cut(_ bytes: [UInt8], by count: Int) -> [UInt8] {
    changed(bytes, "results") { $0.removeLast(min(count, $0.count)) }
  }

  private static func changed(_ bytes: [UInt8], _ name: String, _ change: (inout [Value]) -> Void) -> [UInt8] {
    guard case .map(var fields)? = try? Value(json: bytes), var list = fields[.string(name)]?.asList else {
      return bytes  // not of several
    }
    change(&list)
    fields[.string(name)] = .list(list)
    return Value.map(fields).json()
  }

  // MARK: How many calls are left

  /// Calls that a partner allows in each stretch of time, as it says in its answers.
  private static let allowed = (calls: 20, span: 10_000 as Int64)

  private mutating func budget(of system: Int, at time: Int64) -> [(String, String)] {
    let window = time / SimulatedPartners.allowed.span
    if used[system]?.window != window { used[system] = (window, 0) }
    used[system]?.count += 1
    let left = max(0, SimulatedPartners.allowed.calls - (used[system]?.count ?? 0))
    let end = (window + 1) * SimulatedPartners.allowed.span
    return [("X-Left", "\(left)"), ("X-Reset", "\((end - time + 999) / 1000)")]
  }

  /// The key of a record that the last call, which was this, made although there was one.
  func doubled(by call: OutgoingCall) -> String? {
    guard call.operation == "create", let key = ledger.last?.key, ledger.last?.isCreate ?? false,
      records(of: call.system.index).count(where: { $0.thing == key }) > 1
    else { return nil }
    return key
  }

  /// What a system has now.
  func records(of system: Int) -> [StandInRecord] { desks[system]?.records["ticket"] ?? [] }

  private func request(_ call: OutgoingCall) -> StandInRequest {
    let parts = call.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var headers = Dictionary(
      call.headers.map { ($0.0.lowercased(), $0.1) }, uniquingKeysWith: { first, _ in first })
    headers["authorization"] = "Bearer simulation"
    return StandInRequest(
      method: call.method, path: bases[call.system.index] + parts[0],
      query: StandInText.query(parts.dropFirst().first ?? ""),
      headers: headers, body: call.body ?? [])
  }
}

extension StandInRecord {
  /// What it is about.
  var thing: String? { fields["key"]?.asString }

  /// Which news of it was written last.
  var number: Int? {
    guard case .int(let number)? = fields["number"] else { return nil }
    return Int(number)
  }
}
