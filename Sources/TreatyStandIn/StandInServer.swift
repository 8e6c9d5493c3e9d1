import CEL
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import TreatyPlan
public import TreatySimulation

/// Serves a stand-in over HTTP on this machine. Below `/-/` it can be looked into and disturbed:
/// `GET /-/ready`, `/-/records/NAME`, `/-/requests`, `/-/counts`; `POST /-/faults`, `/-/outage`.
public actor StandInServer {
  private var standIn: StandIn

  /// A server for a stand-in.
  public init(_ standIn: StandIn) { self.standIn = standIn }

  /// Serves until the task is cancelled.
  /// - Parameter onReady: called with the port.
  public func run(port: Int, onReady: @Sendable (Int) -> Void) async throws {
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          return try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
            wrappingChannelSynchronously: channel)
        }
      }
    onReady(channel.channel.localAddress?.port ?? port)
    try await withThrowingDiscardingTaskGroup { group in
      try await channel.executeThenClose { inbound in
        for try await connection in inbound { group.addTask { await self.serve(connection) } }
      }
    }
  }

  nonisolated private func serve(_ connection: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>) async {
    // A connection that breaks is the client's affair.
    try? await connection.executeThenClose { inbound, outbound in
      var head: HTTPRequestHead?
      var body: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let received): (head, body) = (received, [])
        case .body(let bytes):
          body += bytes.readableBytesView
          guard body.count <= 4 << 20 else { return }
        case .end:
          guard let request = head.map({ StandInServer.request($0, body) }) else { return }
          let (reply, pause) = await self.answer(request)
          if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
          guard let status = reply.status else { return }
          var headers = HTTPHeaders([("content-type", "application/json"), ("content-length", "\(reply.body.count)")])
          for (name, value) in reply.headers { headers.add(name: name, value: value) }
          try await outbound.write(
            .head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)))
          try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: reply.body))))
          try await outbound.write(.end(nil))
        }
      }
    }
  }

  private static func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> StandInRequest {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return StandInRequest(
      method: head.method.rawValue, path: parts[0],
      query: StandInText.query(parts.dropFirst().first ?? ""),
      headers: Dictionary(
        head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }), body: body)
  }

  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  private func answer(_ request: StandInRequest) -> (StandInReply, pause: Int64) {
    if request.path.hasPrefix("/-/") { return (control(request), 0) }
    return (standIn.handle(request, at: StandInServer.now()), standIn.faults.slowMilliseconds)
  }

  // MARK: Control

  private func control(_ request: StandInRequest) -> StandInReply {
    let parts = request.path.split(separator: "/").dropFirst().map(String.init)
    switch (request.method, parts.first) {
    case ("GET", "ready"): return json(.map(MapValue(fields: [("ready", .bool(true))])))
    case ("GET", "records") where parts.count == 2:
      return json(.list((standIn.records[parts[1]] ?? []).map(record)))
    case ("GET", "requests"): return json(.list(standIn.log.map(entry)))
    case ("GET", "counts"):
      return json(
        .map(
          MapValue(
            fields: standIn.records.sorted { $0.key < $1.key }.map { (Text($0.key), .int(Int64($0.value.count))) })))
    case ("POST", "faults"):
      return disturb(request) { standIn, body throws(FaultPlan.Unreadable) in
        // What cannot be read must not pass for a fault that was set: a rehearsal would rehearse nothing.
        try StandInServer.holdFaults(body)
        var faults = FaultPlan()
        if let fail = body["fail"] {
          for one in fail.asList ?? [fail] { faults.failures.append(try FaultPlan.failure(one.asString ?? "")) }
        }
        if let text = body["slow"]?.asString { faults.slowMilliseconds = try FaultPlan.time(text) }
        if let text = body["drop-after-accept"]?.asString { faults.dropAfterAccept = try FaultPlan.share(text) }
        if let text = body["drop-before"]?.asString { faults.dropBefore = try FaultPlan.share(text) }
        standIn.faults = faults
      }
    case ("POST", "outage"):
      return disturb(request) { standIn, body throws(FaultPlan.Unreadable) in
        standIn.outageUntil = StandInServer.now() + (try FaultPlan.time(body["for"]?.asString ?? ""))
      }
    default: return StandInReply(status: 404, body: Array("{}".utf8))
    }
  }

  private func disturb(
    _ request: StandInRequest, _ change: (inout StandIn, Value) throws(FaultPlan.Unreadable) -> Void
  ) -> StandInReply {
    guard let body = try? Value(json: request.body), body.asMap != nil else {  // said below
      let words = "the body is no JSON object, such as {\"fail\": \"503:20%\"}: nothing was changed"
      return StandInReply(status: 400, body: Value.map(MapValue(fields: [("message", .string(words))])).json())
    }
    do throws(FaultPlan.Unreadable) {
      try change(&standIn, body)
      return json(.map(MapValue()))
    } catch {
      return StandInReply(
        status: 400, body: Value.map(MapValue(fields: [("message", .string(error.description))])).json())
    }
  }

  private static func holdFaults(_ body: Value) throws(FaultPlan.Unreadable) {
    guard let map = body.asMap else { return }
    for entry in map.entries {
      let name = entry.key.pieceText?.string ?? ""
      let isFine = ["slow", "drop-after-accept", "drop-before"].contains(name) && entry.value.asString != nil
      guard !isFine, name != "fail" else { continue }
      throw FaultPlan.Unreadable(
        description:
          "`\(name)` is none of `fail`, `slow`, `drop-after-accept`, `drop-before`, each a text: nothing was changed")
    }
  }

  private func json(_ value: Value) -> StandInReply { StandInReply(status: 200, body: value.json()) }

  private func record(_ record: StandInRecord) -> Value {
    .map(
      MapValue(fields: [
        ("id", .string(record.id)), ("mark", record.mark.map { .string($0) } ?? .null), ("fields", .map(record.fields)),
        ("created", .int(record.created)), ("changed", .int(record.changed)), ("writes", .int(Int64(record.writes))),
      ]))
  }

  private func entry(_ entry: StandInLogEntry) -> Value {
    .map(
      MapValue(fields: [
        ("time", .int(entry.time)), ("method", .string(entry.method)), ("path", .string(entry.path)),
        ("query", .list(entry.query.map { .string($0) })),
        ("status", entry.status.map { .int(Int64($0)) } ?? .null),
      ]))
  }
}
