public import CEL

/// A value that lies in a field of a class, and is neither a list nor an object.
public struct ClassifiedLeaf: Sendable {
  /// The value.
  public let value: Value
  /// The type that it is declared to have.
  public let type: CELType
  /// The class of its field.
  public let dataClass: DataClass
  /// What else its field asks of it.
  public let constraints: Constraints?
}

extension ClassifiedValues {
  /// A value with others in the place of what lies in fields of these classes, keys of maps among it, and of all other texts.
  /// - Parameters:
  ///   - replace: what stands for a classified value.
  ///   - rewrite: what stands for any other text; its own names are left as they are.
  public func rewritten(
    _ value: Value, replacing replace: @escaping (ClassifiedLeaf) -> Value, others rewrite: @escaping (Text) -> Text
  ) -> Value {
    Rewriting(values: self, replace: replace, rewrite: rewrite).rewritten(value, root, nil, nil, depth: 0)
  }

  /// One walk through a value.
  private struct Rewriting {
    let values: ClassifiedValues
    let replace: (ClassifiedLeaf) -> Value
    let rewrite: (Text) -> Text

    func rewritten(
      _ value: Value, _ type: CELType, _ dataClass: DataClass?, _ constraints: Constraints?, depth: Int
    ) -> Value {
      // As deep as nothing is that was admitted: what lies there is left out.
      guard depth < ClassifiedValues.deepest else { return .null }
      if let map = value.asMap { return .map(rewritten(map, type, dataClass, depth: depth)) }
      if let list = value.asList {
        return .list(list.map { rewritten($0, values.element(type), dataClass, constraints, depth: depth + 1) })
      }
      guard let dataClass else {
        guard case .text(let text) = value else { return value }
        return .text(rewrite(text))
      }
      return replace(ClassifiedLeaf(value: value, type: scalar(type), dataClass: dataClass, constraints: constraints))
    }

    private func rewritten(_ map: MapValue, _ type: CELType, _ dataClass: DataClass?, depth: Int) -> MapValue {
      let record = values.record(type)
      return MapValue(
        fields: map.entries.compactMap { entry in
          guard let name = entry.key.pieceText else { return nil }
          let field = record?.field(name.string)
          let own = field.map(\.dataClass).flatMap { values.known.classes.contains($0) ? $0 : nil }
          let inner = rewritten(
            entry.value, field?.type ?? (record == nil ? values.element(type) : .dyn),
            [dataClass, own].compactMap(\.self).max(),
            constraints(of: name.string, in: record), depth: depth + 1)
          // Names of fields are the plan's; any other name came with the value.
          guard field == nil else { return (name, inner) }
          guard let dataClass else { return (rewrite(name), inner) }
          let leaf = ClassifiedLeaf(value: .text(name), type: .string, dataClass: dataClass, constraints: nil)
          return (replace(leaf).pieceText ?? Text(""), inner)
        })
    }

    private func constraints(of field: String, in record: RecordType?) -> Constraints? {
      record.flatMap { values.known.catalogue.type(named: $0.name)?.fields?.first { $0.name == field }?.constraints }
    }

    private func scalar(_ type: CELType) -> CELType {
      switch type {
      case .optional(let inner), .nullable(let inner): scalar(inner)
      default: type
      }
    }
  }
}
