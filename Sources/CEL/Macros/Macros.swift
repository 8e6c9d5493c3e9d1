extension MacroDescription {
  /// Macros that every CEL has.
  static let standard: [MacroDescription] = [
    MacroDescription(
      "has", "Whether a record or map has a field; a field that is null is there.", example: "has({'a': null}.a)",
      errors: "what should have the field is no record or map", [Form("has(record.field)", .has)]),
    MacroDescription(
      "all",
      "Whether a condition holds for all elements of a list, or keys of a map. A failure counts only if no element decides.",
      example: "[1, 2, 3].all(x, x > 0)", [Form("list.all(x, condition)", .over(.all, variables: 1))]),
    MacroDescription(
      "exists", "Whether a condition holds for any element or key. A failure counts only if no element decides.",
      example: "[1, 2, 3].exists(x, x > 2)", [Form("list.exists(x, condition)", .over(.exists, variables: 1))]),
    MacroDescription(
      "exists_one", "Whether a condition holds for exactly one element or key.",
      example: "[1, 2, 3].exists_one(x, x > 2)",
      [
        Form("list.exists_one(x, condition)", .over(.existsOne, variables: 1)),
        Form("list.existsOne(x, condition)", .over(.existsOne, variables: 1)),
      ]),
    MacroDescription(
      "map", "A list of what an expression gives for each element or key, or for those for which a condition holds.",
      example: "[1, 2, 3].map(x, x > 1, x * 10)",
      [
        Form("list.map(x, value)", .over(.map, variables: 1)),
        Form("list.map(x, condition, value)", .over(.map, variables: 1)),
      ]),
    MacroDescription(
      "filter", "The elements or keys for which a condition holds.", example: "[1, 2, 3].filter(x, x > 1)",
      [Form("list.filter(x, condition)", .over(.filter, variables: 1))]),
  ]

  /// Macros with two variables.
  static let twoVariables: [MacroDescription] = [
    MacroDescription(
      "all", "Whether a condition holds for all indexes and elements, or keys and values.",
      example: "{'a': 1, 'b': 2}.all(k, v, v > 0)", [Form("map.all(k, v, condition)", .over(.all, variables: 2))]),
    MacroDescription(
      "exists", "Whether a condition holds for any index and element, or key and value.",
      example: "['a', 'b'].exists(i, v, i > 0 && v == 'b')",
      [Form("map.exists(k, v, condition)", .over(.exists, variables: 2))]),
    MacroDescription(
      "existsOne", "Whether a condition holds for exactly one index and element, or key and value.",
      example: "{'a': 1, 'b': 2}.existsOne(k, v, v == 2)",
      [
        Form("map.existsOne(k, v, condition)", .over(.existsOne, variables: 2)),
        Form("map.exists_one(k, v, condition)", .over(.existsOne, variables: 2)),
      ]),
    MacroDescription(
      "transformList", "A list of what an expression gives for each index and element, or key and value.",
      example: "['a', 'b'].transformList(i, v, string(i) + v)",
      [
        Form("map.transformList(k, v, value)", .over(.transformList, variables: 2)),
        Form("map.transformList(k, v, condition, value)", .over(.transformList, variables: 2)),
      ]),
    MacroDescription(
      "transformMap", "A map of what an expression gives for each value, under its key or index.",
      example: "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)",
      [
        Form("map.transformMap(k, v, value)", .over(.transformMap, variables: 2)),
        Form("map.transformMap(k, v, condition, value)", .over(.transformMap, variables: 2)),
      ]),
    MacroDescription(
      "transformMapEntry", "A map of the entries that an expression gives, as maps, for each key and value.",
      example: "{'a': 1, 'b': 2}.transformMapEntry(k, v, {v: k})", errors: "two entries have one key",
      [
        Form("map.transformMapEntry(k, v, entries)", .over(.transformMapEntry, variables: 2)),
        Form("map.transformMapEntry(k, v, condition, entries)", .over(.transformMapEntry, variables: 2)),
      ]),
  ]

  /// Macros for lists.
  static let lists: [MacroDescription] = [
    MacroDescription(
      "sortBy",
      "The elements by what an expression gives for each, from least to greatest; equal ones keep their order.",
      example: "['ccc', 'a', 'bb'].sortBy(x, x.size())",
      errors: "what is sorted by is NaN, or of several kinds",
      [Form("list.sortBy(x, key)", .over(.sortBy, variables: 1))])
  ]

  /// Macros for optionals.
  static let optionals: [MacroDescription] = [
    MacroDescription(
      "optMap", "What an expression gives for the value in an optional, in an optional; empty where that is.",
      example: "optional.of(2).optMap(x, x * 10)", [Form("optional.optMap(x, value)", .over(.optMap, variables: 1))]),
    MacroDescription(
      "optFlatMap", "The optional that an expression gives for the value in another; empty where that is.",
      example: "optional.of({'a': 1}).optFlatMap(x, x.?b)",
      [Form("optional.optFlatMap(x, optional)", .over(.optFlatMap, variables: 1))]),
  ]

  /// `cel.bind`.
  static let bindings: [MacroDescription] = [
    MacroDescription(
      "cel.bind",
      "The result of an expression in which a name stands for a value, which is made once; if it fails, that counts where the name is read.",
      example: "cel.bind(x, 3, x * x)", [Form("cel.bind(x, value, result)", .bind)])
  ]

  /// What optimisers write: `cel.block([a, b], result)`, in which `cel.index(0)` is `a`, and variables of macros that have numbers.
  static let blocks: [MacroDescription] = [
    MacroDescription(
      "cel.block", "The result of an expression in which numbered values stand for parts.",
      example: "cel.block([1 + 1, cel.index(0) * 2], cel.index(1))", [Form("cel.block([a, b], result)", .block)]),
    MacroDescription(
      "cel.index", "A value of the block, by its number.", example: "cel.block(['a', 'b'], cel.index(0))",
      [Form("cel.index(n)", .numbered("@index"))]),
    MacroDescription(
      "cel.iterVar", "A variable of a macro, by the macro's depth and its own number.",
      example: "[1, 2].map(cel.iterVar(0, 0), cel.iterVar(0, 0) + 1)", [Form("cel.iterVar(n, m)", .numbered("@it"))]),
    MacroDescription(
      "cel.accuVar", "What a macro has come to so far, by the macro's depth and its own number.",
      example: "cel.bind(cel.accuVar(0, 0), 1, cel.accuVar(0, 0) + 1)", [Form("cel.accuVar(n, m)", .numbered("@ac"))]),
  ]
}
