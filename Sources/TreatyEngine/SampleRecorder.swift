public import CEL
import TreatyPlan
public import TreatyStore

/// Makes samples of messages that were kept: with ``TreatyPlan/StandIns`` in the place of what is classified, to be taken out of the house.
public struct SampleRecorder: Sendable {
  /// Why a message is left out.
  public enum Omission: String, Error, Hashable, Sendable, Codable, CaseIterable {
    /// The plan does not have its flow, so that nothing is known of its classes.
    case noFlow = "no-flow"
    /// Its payload is not kept any longer.
    case forgotten
    /// It is not what the plan's event says.
    case changed
    /// What is classified in it cannot be replaced so that it stays valid, or is told by other parts of it.
    case unreplaceable
  }

  /// What is known of a flow.
  private struct Flow: Sendable {
    let admission: Admission
    let values: ClassifiedValues
    /// The texts of its expressions, in lower case: a header that none of them names is of no use.
    let expressions: [String]
  }

  /// Texts with fewer bytes may be in others by chance.
  private static let shortest = 6

  private let flows: [String: Flow]
  private let standIns: StandIns

  /// A recorder for messages of a plan.
  /// - Parameter key: what stands for a value comes of it: 32 bytes at random, that nobody else has.
  public init(_ plan: LinkedPlan, key: [UInt8]) {
    standIns = StandIns(key: key)
    let catalogue = TypeCatalogue(plan.plan.types)
    var flows: [String: Flow] = [:]
    for flow in plan.plan.flows {
      let protection = flow.protection ?? .standard
      // Whatever an operator may see: samples go to others.
      let classes = DataClass.allCases.filter {
        $0 >= .personal || $0 > protection.show || protection.redact.contains($0)
      }
      let trigger = flow.trigger
      let event = plan.plan.systems[trigger.system].events[trigger.event]
      flows[flow.name] = Flow(
        admission: plan.systems[trigger.system.index].events[trigger.event.index].admission,
        values: ClassifiedValues(event.body, in: ClassifiedRecords(catalogue, of: Set(classes))),
        expressions: (flow.expressions + [event.deliveryID?.cel].compactMap(\.self)).map { $0.lowercased() })
    }
    self.flows = flows
  }

  /// The sample of a message: an envelope with `flow`, `received`, `body`, and those `headers` that its flow asks for.
  public func sample(of message: Message) -> Result<Value, Omission> {
    guard let flow = flows[message.flow] else { return .failure(.noFlow) }
    guard !message.isForgotten, !message.body.isEmpty else { return .failure(.forgotten) }
    // What is no JSON was never taken.
    guard let body = try? Value(json: message.body), case .success = flow.admission.admit(body) else {
      return .failure(.changed)
    }
    let replaced = replaced(body, flow.values)
    guard case .success = flow.admission.admit(replaced.value) else { return .failure(.unreplaceable) }
    var members: [(Text, Value)] = [
      ("flow", .string(message.flow)),
      ("received", .string(Timestamp(millisecondsSinceEpoch: message.received.milliseconds).rfc3339)),
    ]
    let headers = headers(of: message, flow).map { ($0.name, Value.text(replaced.rewrite($0.value))) }
    if !headers.isEmpty { members.append(("headers", .map(MapValue(fields: headers)))) }
    members.append(("body", replaced.value))
    let sample = Value.map(MapValue(fields: members))
    let left = HiddenTexts(flow.values.texts(in: body).filter { $0.count >= Self.shortest })
    return left.isIn(sample.json()) ? .failure(.unreplaceable) : .success(sample)
  }

  private func headers(of message: Message, _ flow: Flow) -> [(name: Text, value: Text)] {
    // They were written by the engine.
    guard let headers = (try? Value(json: message.headers))?.asMap else { return [] }
    return headers.entries.compactMap { entry in
      guard let name = entry.key.asText, let value = entry.value.asText,
        flow.expressions.contains(where: { $0.contains(name.string) })
      else { return nil }
      return (name, value)
    }
  }

  private func replaced(_ body: Value, _ values: ClassifiedValues) -> (value: Value, rewrite: (Text) -> Text) {
    // First what is classified, so that it is known in whatever else repeats it.
    var standing: [String: String] = [:]
    _ = values.rewritten(
      body,
      replacing: { leaf in
        let value = standIns.value(for: leaf)
        if let text = Self.text(leaf.value), !text.isEmpty { standing[text] = Self.text(value) ?? "" }
        return value
      }, others: { $0 })
    let hidden = standing.sorted { left, right in
      let (a, b) = (left.key.utf8.count, right.key.utf8.count)
      return a == b ? left.key < right.key : a > b
    }.map { HiddenTexts([Array($0.key.utf8)], as: $0.value) }
    let rewrite = { (text: Text) in
      hidden.isEmpty ? text : Text(hidden.reduce(text.string) { $1.hide(in: $0) })
    }
    return (values.rewritten(body, replacing: standIns.value(for:), others: rewrite), rewrite)
  }

  private static func text(_ value: Value) -> String? {
    switch value {
    case .null, .bool: nil
    case .text(let text): text.string
    default: String(decoding: value.json(), as: UTF8.self)
    }
  }
}

extension PlannedFlow {
  /// The texts of all its expressions.
  fileprivate var expressions: [String] {
    var found = [each?.cel, condition?.cel, identify.cel].compactMap(\.self)
    func note(_ construction: Construction?) {
      switch construction {
      case nil, .constant?: return
      case .expression(let expression)?: found.append(expression.cel)
      case .text(let template)?: found.append(template.source)
      case .object(let fields)?: for field in fields { note(field.value) }
      case .list(let elements)?: for element in elements { note(element) }
      }
    }
    note(map?.set)
    note(log)
    for delivery in deliveries {
      note(delivery.fields)
      for part in [delivery.create, delivery.update, delivery.undo].compactMap(\.self) {
        found += [part.condition?.cel].compactMap(\.self)
        note(part.fields)
      }
    }
    return found
  }
}
