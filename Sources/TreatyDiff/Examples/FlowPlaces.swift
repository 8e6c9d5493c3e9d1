import CEL
import TreatyPlan

/// Where the expressions of a flow stand in its plan, and what they see there.
struct FlowPlaces {
  /// What a flow's expressions are about.
  enum Stand: Hashable {
    /// The whole message, before it is taken apart.
    case whole
    /// Every item.
    case every
    /// An item that goes on: the flow's condition holds for it.
    case kept
    /// What the mapping made of one, or the item itself where there is none.
    case mapped
  }

  /// Types of the message's body, of the items in it, and of what the mapping makes of one.
  let body, raw, mapped: TypeText
  private let every, kept, made: Place
  /// Whether the item is the whole body.
  let isWhole: Bool
  let hasMapping: Bool

  init(_ flow: PlannedFlow, in plan: Plan, _ scope: Scope, _ catalogue: TypeCatalogue) {
    body = plan.systems[flow.trigger.system].events[flow.trigger.event].body
    var raw = body
    if let each = flow.each, case .list(let element)? = catalogue.resolve(each.type) { raw = TypeText(element) }
    self.raw = raw
    mapped = flow.map?.model ?? raw
    (isWhole, hasMapping) = (flow.each == nil, flow.map != nil)
    let every = Place.item(raw, body: body)
    let kept = flow.condition.map { every.knowing(scope.present(where: $0.cel)) } ?? every
    (self.every, self.kept) = (every, kept)
    // A mapping makes another item, of which nothing was asked.
    let present = flow.map == nil ? kept.present : Place.present(kept.present, without: "item")
    made = Place.item(mapped, body: body).knowing(present)
  }

  /// - Parameter condition: what holds besides for the expressions at hand.
  func place(_ stand: Stand, behind condition: PlannedExpression?, _ scope: Scope) -> Place {
    let place: Place =
      switch stand {
      case .whole: .item(body, body: body)
      case .every: every
      case .kept: kept
      case .mapped: made
      }
    return condition.map { place.knowing(scope.present(where: $0.cel)) } ?? place
  }

  /// Type of `item`.
  func item(_ stand: Stand) -> TypeText {
    switch stand {
    case .whole: body
    case .every, .kept: raw
    case .mapped: mapped
    }
  }
}

/// What is compared: the same part of a flow, on both sides.
struct Standing {
  let flow: Matching<PlannedFlow>.Both
  let stand: FlowPlaces.Stand
  /// What must hold on each side besides the flow's own condition, so that the part counts at all.
  var conditions: (old: PlannedExpression?, new: PlannedExpression?) = (nil, nil)
}
