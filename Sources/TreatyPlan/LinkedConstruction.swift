package import CEL

/// A piece of a text.
package enum LinkedPiece: Sendable {
  case text(String)
  case expression(Program)

  /// All pieces as one text.
  package static func join(
    _ pieces: [LinkedPiece], slots: [Value], budget: Program.Budget = Program.Budget()
  ) -> Result<Text, EvaluationFailure> {
    var joined = Text("")
    for piece in pieces {
      switch piece {
      case .text(let text): joined = joined + Text(text)
      case .expression(let program):
        let value = program.evaluate(slots: slots, budget: budget)
        guard let text = value.pieceText else { return .failure(value.notText) }
        joined = joined + text
      }
    }
    return .success(joined)
  }
}

extension Value {
  /// Why the value cannot be a part of a text.
  package var notText: EvaluationFailure {
    failure ?? EvaluationFailure(.conversion, "\(typeName) cannot be a part of a text")
  }
}

/// How a value is put together, compiled.
package indirect enum LinkedConstruction: Sendable {
  case constant(Value)
  case expression(Program)
  case text([LinkedPiece])
  case object([(Text, LinkedConstruction)])
  case list([LinkedConstruction])

  /// The value; a field whose value is an empty optional is left out.
  /// - Parameter budget: what each expression may take.
  package func build(
    slots: [Value], budget: Program.Budget = Program.Budget()
  ) -> Result<Value, EvaluationFailure> {
    switch self {
    case .constant(let value): return .success(value)
    case .expression(let program):
      let value = program.evaluate(slots: slots, budget: budget)
      return value.failure.map { .failure($0) } ?? .success(value)
    case .text(let pieces): return LinkedPiece.join(pieces, slots: slots, budget: budget).map { .text($0) }
    case .object(let fields):
      var built: [(Text, Value)] = []
      for (name, construction) in fields {
        switch construction.build(slots: slots, budget: budget) {
        case .success(.optional(nil)): continue
        case .success(.optional(let wrapped?)): built.append((name, wrapped))
        case .success(let value): built.append((name, value))
        case .failure(var failure):
          failure.message = "`\(name)`: \(failure.message)"
          return .failure(failure)
        }
      }
      return .success(.map(MapValue(fields: built)))
    case .list(let elements):
      var built: [Value] = []
      for element in elements {
        switch element.build(slots: slots, budget: budget) {
        case .success(.optional(nil)): continue
        case .success(.optional(let wrapped?)): built.append(wrapped)
        case .success(let value): built.append(value)
        case .failure(let failure): return .failure(failure)
        }
      }
      return .success(.list(built))
    }
  }
}

extension MapValue {
  /// This map with another's fields in place of its own; maps within are merged alike.
  package func merged(with other: MapValue) -> MapValue {
    var merged = self
    for entry in other.entries {
      if case .map(let inner) = entry.value, case .map(let own)? = merged[entry.key] {
        merged[entry.key] = .map(own.merged(with: inner))
      } else {
        merged[entry.key] = entry.value
      }
    }
    return merged
  }
}
