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

  /// A stand-in for every system that is called.
  init(_ plan: LinkedPlan) throws(LinkFailure) {
    bases = plan.plan.systems.indices.map { plan.baseURL(of: Position($0))?.path ?? "" }
    for system in plan.plan.systems {
      desks.append(
        system.records.isEmpty ? nil : try StandIn(plan: plan.plan, system: system, token: nil, seed: 0))
    }
  }

  /// Carries out a call.
  mutating func carryOut(_ call: OutgoingCall, at time: Int64) -> StandInReply {
    let system = call.system.index
    let before = records(of: system).count
    let request = request(call)
    let reply = desks[system]?.handle(request, at: time) ?? StandInReply(status: 404, body: [])
    guard let body = call.body, let input = try? Value(json: body), case .int(let number)? = input["number"],
      let key = input["key"]?.asString, let status = reply.status, status < 300
    else { return reply }  // a search, or what was refused
    let isCreate = records(of: system).count > before
    let record = isCreate ? records(of: system).last : records(of: system).first { $0.thing == key }
    if call.operation == "update" || isCreate, let record {
      ledger.append(
        Write(system: system, recordID: record.id, key: key, number: Int(number), isCreate: isCreate))
    }
    return reply
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
