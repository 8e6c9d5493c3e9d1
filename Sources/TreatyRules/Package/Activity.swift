package import TreatyDiagnostics
package import TreatySpec
package import TreatySyntax

/// Something that runs, by what sets it off, what it asks for, and what it does: a flow, sync, reconcile, gate, workflow or probe. What
/// rules ask of all of them alike, they ask of this.
package struct Activity: Sendable {
  /// Its section.
  package let section: Section
  /// Its name.
  package let name: Located<String>
  /// Its declaration.
  package let node: Node
  /// Who answers for it, what for, and how well.
  package let duty: Duty
  /// What sets it off, or lets it go on.
  package var intakes: [Intake] = []
  /// What it asks systems for.
  package var readings: [Reading] = []
  /// What it does to systems.
  package var effects: [Effect] = []
  /// What it tells people, or writes where people look.
  package var outlets: [Outlet] = []
  /// Retry policy, where one is named.
  package var retry: Located<String>?
  /// Retention policy, where one is named.
  package var retention: Located<String>?
  /// Protection policy, where one is named.
  package var protection: Located<String>?
  /// Whether a call whose answer was lost waits for a person.
  package var asksWhenUnsure = false

  /// As messages name it: "flow `page-to-ticket`".
  package var title: String { "\(section.noun) `\(name.value)`" }

  /// Systems that it has to do with, each once, in the order of the work.
  package var parties: [Party] {
    var seen: Set<String> = []
    return (intakes.compactMap { $0.party } + readings.map { $0.party } + effects.map { $0.party }).filter {
      seen.insert($0.systemName).inserted
    }
  }
}

/// What sets something off.
package struct Intake: Sendable {
  /// How it comes.
  package enum Kind: Sendable {
    /// The system calls.
    case event
    /// Out of a broker's queue.
    case queue
    /// The system is asked for what changed.
    case poll
    /// By the clock.
    case schedule
    /// Somebody asks for it, with data of a form.
    case request
    /// A pipeline asks, and waits for the answer.
    case ask
    /// A hint that something changed, upon which it is read.
    case push
    /// What a workflow waits for.
    case wait
  }

  /// How it comes.
  package let kind: Kind
  /// Where that is said.
  package let span: Span
  /// The system that it comes from, and its event or record.
  package var party: Party?
  /// Path at the host, where it comes over HTTP.
  package var path: Located<String>?
  /// Account that the sender shows.
  package var account: Located<String>?
  /// How long it takes from one to the next, in milliseconds, at most; `nil` where nobody knows.
  package var interval: Int64?

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// What is asked of a system.
package struct Reading: Sendable {
  /// What for.
  package enum Kind: Sendable {
    /// What is known of an item besides.
    case lookup
    /// What changed, or all there is.
    case list
    /// Both sides of a comparison.
    case compare
    /// Whether something has happened.
    case expect
  }

  /// What for.
  package let kind: Kind
  /// The verb: `get` or `list`.
  package let verb: String
  /// The system, and its kind of record.
  package let party: Party
  /// What is sent along, such as the id or the fields that it is found by.
  package var passages: [Passage] = []
  /// How long an answer is kept, in milliseconds.
  package var cache: Int64?
  /// How long it takes from one time to the next, in milliseconds; `nil` where it goes with each item.
  package var interval: Int64?
}

/// What can be done to a system.
package enum EffectVerb: String, Sendable, Hashable {
  /// A record is made.
  case create
  /// A record is changed.
  case update
  /// A record is deleted.
  case delete
  /// Another operation is called.
  case call
}

/// What is done to a system.
package struct Effect: Sendable {
  /// Where in the work it comes.
  package enum Kind: Sendable, Hashable {
    /// It is what the work is for.
    case delivery
    /// It is a step of a workflow.
    case step
    /// It takes a step back.
    case undo
    /// It writes down what was decided.
    case record
    /// It brings one side to what the other says.
    case side
    /// It carries a comment across.
    case comment
    /// It clears a probe's traces away.
    case cleaning
  }

  /// Where in the work it comes.
  package let kind: Kind
  /// The system, and its kind of record or its operation.
  package let party: Party
  /// What is done, in the order in which it is tried.
  package let verbs: [EffectVerb]
  /// Where that is said.
  package let span: Span
  /// What is sent along.
  package var passages: [Passage] = []
  /// What is sent along only when a record is changed; it is in ``passages`` as well.
  package var updates: [Passage] = []
  /// The id of the record, where that is said; it is in ``passages`` as well.
  package var id: Passage?
  /// The mappings whose fields a record is made with, or an operation is given; later ones take the place of earlier ones.
  package var makes: [Node] = []
  /// When it is done; none for always.
  package var conditions: [ExpressionUse] = []
}

/// What people read.
package struct Outlet: Sendable {
  /// Where they read it.
  package enum Kind: Sendable {
    /// In the log.
    case log
    /// In the answer to whoever asked.
    case answer
    /// Beside what was put aside, and in alerts of it.
    case reason
    /// In the question to whoever must agree.
    case question
    /// As the key by which work is known: in logs, traces and the store.
    case key
    /// As the key by which work is gathered.
    case group

    /// As it is said of something that reaches it.
    package var place: String {
      switch self {
      case .log: "the log"
      case .answer: "the answer to whoever asked"
      case .reason: "a reason, which stands in logs and alerts"
      case .question: "a question to people"
      case .key: "the key of the work, which stands in logs, traces and the store"
      case .group: "the key by which events are gathered, which stands in logs and the store"
      }
    }
  }

  /// Where they read it.
  package let kind: Kind
  /// What they read.
  package let passage: Passage
}
