public import CEL

/// What an entry of the audit trail says: who did what, when, why, by which plan, to which record, and what each field was before and after.
public struct AuditRecord: Equatable, Sendable {
  /// What was done.
  public enum Act: String, Hashable, Sendable, CaseIterable {
    /// A record was made at a system.
    case created
    /// A record was changed at a system.
    case updated
    /// A record was found that an answer was lost for, and taken for ours.
    case found
    /// A call was left of which nobody knows whether it was carried out: a person is asked.
    case asked
    /// A delivery was given up.
    case dead
    /// A delivery failed, and was left out as its flow says.
    case leftOut = "left-out"
    /// An operator let a delivery be tried again.
    case retried
    /// An operator changed what a delivery holds.
    case edited
    /// An operator gave a delivery up for good.
    case dropped
    /// An operator said which record a delivery has made.
    case settled
    /// An operator took what was given up out of the house.
    case exported
    /// Another plan is carried out from now on.
    case planned
    /// A host began to carry the store out.
    case started
    /// The store was put back from a backup.
    case restored
    /// The end of the trail was not where it was signed to be.
    case broken
    /// A legal hold began.
    case held
    /// A legal hold ended.
    case released
    /// What was kept was put into an archive.
    case archived
    /// What was kept was removed, as its time had come.
    case purged
    /// A key was forgotten, and with it all that was sealed by it.
    case forgotten
    /// The master key was changed.
    case rotated
    /// An alert was acknowledged.
    case acknowledged
    /// Something else that an operator did; its words say what.
    case noted
  }

  /// What was done.
  public var act: Act
  /// Who did it: an operator's name, or ``treaty`` for what a plan asks for.
  public var by: String
  /// Why, as an operator put it.
  public var reason: String?
  /// The flow that asked for it.
  public var flow: String?
  /// Trace id of the message that it comes from.
  public var trace: String?
  /// Number of that message.
  public var message: Int64?
  /// Number of the delivery.
  public var delivery: Int64?
  /// Digest of the plan that was carried out.
  public var plan: String?
  /// The system.
  public var system: String?
  /// `system.record`.
  public var target: String?
  /// Id of the record there.
  public var record: String?
  /// What was called.
  public var operation: String?
  /// What else there is to say, by name, in words without any payload.
  public var words: [String: String]
  /// The fields that were written, by path.
  public var fields: [AuditField]

  /// In the place of an operator's name: the plan asked for it.
  public static let treaty = "treaty"

  /// A record.
  public init(_ act: Act, by: String = AuditRecord.treaty, words: [String: String] = [:], fields: [AuditField] = []) {
    self.act = act
    self.by = by
    self.words = words
    self.fields = fields
  }
}

/// A field that was written.
public struct AuditField: Sendable {
  /// Its path in the record, parts joined by dots.
  public var name: String
  /// What it was last written as; `nil` where nobody knows, or it was never written.
  public var before: Value?
  /// What it was written as.
  public var after: Value

  /// A field.
  public init(name: String, before: Value?, after: Value) {
    self.name = name
    self.before = before
    self.after = after
  }
}

extension AuditField: Equatable {
  /// Whether they are the same, byte for byte.
  public static func == (left: AuditField, right: AuditField) -> Bool {
    left.name == right.name && left.before?.json() == right.before?.json() && left.after.json() == right.after.json()
  }
}

// MARK: JSON

extension AuditRecord {
  /// As it is kept: a JSON object without what is not there.
  public func json() -> [UInt8] { Value.map(MapValue(fields: members)).json() }

  /// Its members, for whoever writes them into an object with others.
  var members: [(Text, Value)] {
    var members: [(Text, Value)] = [("act", .string(act.rawValue)), ("by", .string(by))]
    let texts: [(Text, String?)] = [
      ("reason", reason), ("flow", flow), ("trace", trace), ("plan", plan), ("system", system), ("target", target),
      ("record", record), ("operation", operation),
    ]
    members += texts.compactMap { name, text in text.map { (name, .string($0)) } }
    if let message { members.append(("message", .int(message))) }
    if let delivery { members.append(("delivery", .int(delivery))) }
    if !words.isEmpty {
      let sorted = words.sorted { $0.key < $1.key }.map { (Text($0.key), Value.string($0.value)) }
      members.append(("words", .map(MapValue(fields: sorted))))
    }
    if !fields.isEmpty {
      members.append(
        (
          "fields",
          .list(
            fields.map { field in
              var parts: [(Text, Value)] = [("field", .string(field.name))]
              if let before = field.before { parts.append(("before", before)) }
              parts.append(("after", field.after))
              return .map(MapValue(fields: parts))
            })
        ))
    }
    return members
  }

  /// Reads what ``json()`` has written; `nil` for anything else.
  public init?(json: [UInt8]) {
    // What is no JSON is no record.
    guard let value = try? Value(json: json), let act = value["act"]?.words.flatMap(Act.init(rawValue:)) else {
      return nil
    }
    self.init(act, by: value["by"]?.words ?? "")
    reason = value["reason"]?.words
    flow = value["flow"]?.words
    trace = value["trace"]?.words
    plan = value["plan"]?.words
    system = value["system"]?.words
    target = value["target"]?.words
    record = value["record"]?.words
    operation = value["operation"]?.words
    if case .int(let number)? = value["message"] { message = number }
    if case .int(let number)? = value["delivery"] { delivery = number }
    for entry in (value["words"]?.asMap ?? MapValue()).entries {
      if let name = entry.key.words { words[name] = entry.value.words }
    }
    fields = (value["fields"]?.asList ?? []).compactMap { field in
      guard let name = field["field"]?.words, let after = field["after"] else { return nil }
      return AuditField(name: name, before: field["before"], after: after)
    }
  }
}

extension Value {
  /// The text that it is; `nil` for anything else.
  fileprivate var words: String? {
    guard case .text(let text) = self else { return nil }
    return text.string
  }
}
