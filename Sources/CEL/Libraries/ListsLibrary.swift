extension Library {
  private static let a = CELType.parameter("A")

  /// Lists: parts of them, their order, and numbers in a row.
  public static let lists = Library(
    name: "lists", doc: "Parts of lists, their order, and numbers in a row.",
    functions: [
      Function(
        "lists.range", "The whole numbers from 0 to below a number.", example: "lists.range(5)",
        errors: "the number is negative, or greater than 1,000,000",
        [.global([.int], .list(.int))],
        .one { value in
          guard case .int(let count) = value else { return .noOverload("lists.range", [value]) }
          guard count >= 0 else { return .failure(.badArgument, "there is no range of a negative length") }
          guard count <= ListsLibrary.longestRange else {
            return .failure(.tooCostly, "a range has \(ListsLibrary.longestRange) numbers at most")
          }
          return .list((0..<count).map { .int($0) })
        }),
      Function(
        "distinct", "The list without elements that equal an earlier one.", example: "[1, 2, 2, 1].distinct()",
        cost: .deep, [.member(.list(a), .list(a))],
        .one { value in
          if case .list(let list) = value { ListsLibrary.distinct(list) } else { .noOverload("distinct", [value]) }
        }),
      Function(
        "flatten", "The list with the elements of lists in it in their place, down to a depth, which is 1.",
        example: "[[1, 2], [3]].flatten()", errors: "the depth is negative", cost: .deep,
        [.member(.list(.list(a)), .list(a)), .member(.list(.dyn), [.int], .list(.dyn))], .many(flatten)),
      Function(
        "slice", "The elements from an index to before another.", example: "[1, 2, 3, 4].slice(1, 3)",
        errors: "an index lies outside the list, or the second before the first",
        [.member(.list(a), [.int, .int], .list(a))], .many(slice)),
      Function(
        "sort", "The elements from least to greatest; all have to be of one kind.", example: "[3, 1, 2].sort()",
        errors: "NaN is in the list, or its elements are of several kinds", cost: .sorting,
        ListsLibrary.sortable.map { .member(.list($0), .list($0)) },
        .one { value in
          guard case .list(let list) = value else { return .noOverload("sort", [value]) }
          return ListsLibrary.sorted(list, by: list)
        }),
      Function(
        "reverse", "The list backwards.", example: "[1, 2, 3].reverse()",
        [.member(.list(a), .list(a))], reverse),
      Function(
        "first", "The first element, in an optional; empty where there is none.",
        example: "['a', 'b'].first()", cost: .constant, [.member(.list(a), .optional(a))],
        .one { value in
          if case .list(let list) = value { .optional(list.first) } else { .noOverload("first", [value]) }
        }),
      Function(
        "last", "The last element, in an optional; empty where there is none.",
        example: "['a', 'b'].last().orValue('none')", cost: .constant, [.member(.list(a), .optional(a))],
        .one { value in
          if case .list(let list) = value { .optional(list.last) } else { .noOverload("last", [value]) }
        }),
    ], macros: MacroDescription.lists)

  /// Of texts and of lists, since both libraries have it and one body serves a name.
  static let reverse = Function.Body.one { value in
    switch value {
    case .text(let text): .string(String(text.scalars.reversed()))
    case .list(let list): .list(list.reversed())
    default: .noOverload("reverse", [value])
    }
  }

  private static func flatten(_ arguments: [Value]) -> Value {
    guard case .list(let list) = arguments.first else { return .noOverload("flatten", arguments) }
    guard arguments.count > 1 else { return ListsLibrary.flattened(list, depth: 1) }
    guard case .int(let depth) = arguments[1] else { return .noOverload("flatten", arguments) }
    guard depth >= 0 else { return .failure(.badArgument, "a list cannot be flattened to a negative depth") }
    return ListsLibrary.flattened(list, depth: depth)
  }

  private static func slice(_ arguments: [Value]) -> Value {
    guard arguments.count == 3, case .list(let list) = arguments[0], case .int(let first) = arguments[1],
      case .int(let end) = arguments[2]
    else { return .noOverload("slice", arguments) }
    guard first >= 0, first <= end, end <= list.count else {
      return .failure(.indexOutOfRange, "there is no slice from \(first) to \(end) in a list of \(list.count)")
    }
    return .list(Array(list[Int(first)..<Int(end)]))
  }
}

/// What the library for lists does.
enum ListsLibrary {
  /// The most numbers of a range. cel-go allows ten times as many, which is 250 MB here.
  static let longestRange: Int64 = 1_000_000

  /// The types whose values have an order.
  static let sortable: [CELType] = [.int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes]

  static func distinct(_ list: [Value]) -> Value {
    var seen = ValueIndex()
    var steps = ValueIndex.mostSteps
    var kept: [Value] = []
    for value in list where !seen.contains(value, &steps) {
      guard steps >= 0 else { return Frame.tooManySteps }
      seen.insert(value, &steps)
      kept.append(value)
    }
    return steps >= 0 ? .list(kept) : Frame.tooManySteps
  }

  static func flattened(_ list: [Value], depth: Int64) -> Value {
    var flat: [Value] = []
    // Lists without elements are visited and leave nothing behind, so that both are counted.
    var visits = ValueIndex.mostSteps
    func append(_ list: [Value], _ depth: Int64) -> Value? {
      for element in list {
        visits -= 1
        guard visits >= 0 else { return Frame.tooManySteps }
        guard flat.count < longestRange else { return Frame.tooManyBytes }
        if depth > 0, case .list(let inner) = element {
          if let failure = append(inner, depth - 1) { return failure }
        } else {
          flat.append(element)
        }
      }
      return nil
    }
    return append(list, depth) ?? .list(flat)
  }

  /// The list in the order of its keys, of which there has to be one for each element; elements of equal keys keep their order.
  ///
  /// All keys have to be of one kind, and that a kind with an order. NaN has no place in any, and is refused. Takes some n·log n comparisons
  /// of keys: whoever calls it pays for them, as ``Function/Cost/sorting`` does.
  static func sorted(_ list: [Value], by keys: [Value]) -> Value {
    guard list.count == keys.count else { return .failure(.badArgument, "there are not as many keys as elements") }
    guard let first = keys.first else { return .list([]) }
    guard Relation.order(first, first) != nil else {
      return .failure(.noSuchOverload, "\(first.typeName) has no order to sort by")
    }
    for key in keys {
      guard key.typeName == first.typeName else {
        return .failure(.badArgument, "\(first.typeName) and \(key.typeName) cannot be sorted together")
      }
      if case .double(let double) = key, double.isNaN {
        return .failure(.badArgument, "NaN has no place in an order")
      }
    }
    let places = keys.indices.sorted { left, right in
      switch Relation.order(keys[left], keys[right]) {
      case .less: true
      case .greater: false
      default: left < right
      }
    }
    return .list(places.map { list[$0] })
  }
}
