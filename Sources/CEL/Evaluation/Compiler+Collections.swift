/// Lists and maps that an expression writes out.
extension Compiler {
  func list(_ elements: [Expression], _ optional: Set<Int>) -> Step {
    let steps = elements.enumerated().map { (step: step($0.element), isOptional: optional.contains($0.offset)) }
    return { frame in
      var values: [Value] = []
      values.reserveCapacity(steps.count)
      for (step, isOptional) in steps {
        let value = step(&frame)
        switch value {
        case .failure: return value
        case .optional(let wrapped) where isOptional: if let wrapped { values.append(wrapped) }
        default: values.append(value)
        }
      }
      return frame.pay(for: .list(values))
    }
  }

  func map(_ entries: [Expression.Entry]) -> Step {
    if let step = record(entries) { return step }
    let steps = entries.map {
      (key: step($0.key), value: step($0.value), isOptional: $0.isOptional, range: $0.key.range)
    }
    return { frame in
      var map = MapValue(capacity: steps.count)
      for entry in steps {
        let key = entry.key(&frame)
        if case .failure = key { return key }
        var value = entry.value(&frame)
        if case .failure = value { return value }
        if entry.isOptional, case .optional(let wrapped) = value {
          guard let wrapped else { continue }
          value = wrapped
        }
        guard MapValue.isKey(key) else {
          return .failure(EvaluationFailure(.badKey, "\(key.typeName) cannot be a key", range: entry.range))
        }
        guard map.insert(key, value) else {
          return .failure(EvaluationFailure(.badKey, "a key stands twice in one map", range: entry.range))
        }
      }
      return frame.pay(for: .map(map))
    }
  }

  /// A map whose keys are constant texts that differ: nothing has to be asked of them while evaluating.
  private func record(_ entries: [Expression.Entry]) -> Step? {
    let keys = entries.compactMap { constant($0.key)?.asText }
    guard keys.count == entries.count, Set(keys).count == keys.count else { return nil }
    let steps = zip(keys, entries).map { (key: $0, value: step($1.value), isOptional: $1.isOptional) }
    return { frame in
      let storage = MapStorage.make(capacity: steps.count)
      for entry in steps {
        let value = entry.value(&frame)
        switch value {
        case .failure: return value
        case .optional(let wrapped) where entry.isOptional:
          if let wrapped { storage.append(.text(entry.key), wrapped) }
        default: storage.append(.text(entry.key), value)
        }
      }
      return frame.pay(for: .map(MapValue(storage: storage)))
    }
  }
}
