/// What samples showed: how many come out differently by two plans, and the smallest of each kind.
///
/// Part of the form for programs, so that fields are added and never taken away. Values in it that a plan says are classified have stars in their place.
public struct SampleReport: Codable, Hashable, Sendable {
  /// What comes out differently.
  public enum Subject: String, Codable, Hashable, Sendable, CaseIterable {
    /// Only one of the plans has the flow.
    case flow
    /// It is taken, or refused.
    case intake
    /// By what a repetition is known.
    case key
    /// How many items it has.
    case items
    /// Which items go on.
    case condition = "where"
    /// What a record is told from others by.
    case identity = "identify"
    /// What becomes of an item that cannot be worked out.
    case mapping = "map"
    /// Where to, and in which order.
    case delivery = "deliver"
    /// Whether something is written.
    case write
    /// What is written to a field.
    case field
    /// The request, where its fields are the same.
    case request
  }

  /// Samples that come out differently in the same way.
  public struct Kind: Codable, Hashable, Sendable {
    /// What is different.
    public var subject: Subject
    /// The flow, as the new plan calls it where it has it.
    public var flow: String
    /// What is delivered to, `system.record`; the field there, with those inside after a dot.
    public var target, field: String?
    /// What is different, in a sentence.
    public var message: String
    /// How many samples.
    public var samples: Int
    /// The smallest of them.
    public var example: Example

    /// A kind.
    public init(
      subject: Subject, flow: String, target: String?, field: String?, message: String, samples: Int, example: Example
    ) {
      self.subject = subject
      self.flow = flow
      self.target = target
      self.field = field
      self.message = message
      self.samples = samples
      self.example = example
    }
  }

  /// A sample, and what comes of it.
  public struct Example: Codable, Hashable, Sendable {
    /// Where it lies: a file, and behind `:` the line where it holds several.
    public var sample: String
    /// How many bytes its body has.
    public var bytes: Int
    /// The item that it shows at, or the body where it shows at none; cut where it is long.
    public var input: String
    /// What came of it, and what comes of it now; `nil` for nothing.
    public var before, after: String?

    /// An example.
    public init(sample: String, bytes: Int, input: String, before: String?, after: String?) {
      self.sample = sample
      self.bytes = bytes
      self.input = input
      self.before = before
      self.after = after
    }
  }

  /// Something in the folders that is no sample.
  public struct Unread: Codable, Hashable, Sendable {
    /// File, and line where it has several.
    public var place: String
    /// Why.
    public var reason: String

    /// Something that is no sample.
    public init(place: String, reason: String) {
      self.place = place
      self.reason = reason
    }
  }

  /// How many were run, and how many of them come out differently.
  public var total, different: Int
  /// How many neither plan takes, for the same reason: they show nothing.
  public var refused: Int
  /// How, those with the most samples first.
  public var kinds: [Kind]
  /// What was left out.
  public var unread: [Unread]

  /// A report.
  public init(total: Int, different: Int, refused: Int, kinds: [Kind], unread: [Unread]) {
    self.total = total
    self.different = different
    self.refused = refused
    self.kinds = kinds
    self.unread = unread
  }
}

/// How many samples of a flow come out differently at one place.
public struct SampleShare: Codable, Hashable, Sendable {
  /// How many do, of how many.
  public var different, total: Int

  /// A share.
  public init(different: Int, total: Int) {
    self.different = different
    self.total = total
  }

  /// `3 of 140 samples differ`.
  var words: String {
    "\(different) of \(total) \(total == 1 ? "sample" : "samples") \(different == 1 ? "differs" : "differ")"
  }
}

extension Comparison {
  /// Adds what samples showed.
  /// - Parameter shares: what they show of places of the declarations, such as `flows.page.identify`, for the changes there.
  public mutating func add(_ report: SampleReport, shares: [String: SampleShare]) {
    samples = report
    for index in changes.indices { changes[index].samples = shares[changes[index].path] }
  }
}
