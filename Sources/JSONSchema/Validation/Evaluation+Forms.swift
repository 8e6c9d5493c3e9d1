import CEL

/// What is said of a value that has none of several forms, or too many of them.
extension Evaluation {
  /// Findings of one form that are looked at to tell how close it is.
  private static let mostFindings = 4

  /// `anyOf` or `oneOf`, none of whose forms matches: tells which is the closest, and why it is not that.
  mutating func refuse(
    _ node: NodeID, forms instruction: Instruction, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard let path = report?.path else { return false }
    let keyword = instruction.operation == .anyOf ? "anyOf" : "oneOf"
    var forms: [Form] = []
    for place in 0..<Int(instruction.second) {
      let form = tables.lists[Int(instruction.first) + place]
      forms.append(attempt(form: form, place, value, path, isTracked: marks != nil))
    }
    guard let closest = forms.min(by: { $0.isCloser(than: $1) }) else { return false }
    // What the closest one names is not called unexpected as well.
    if let marks { marks.pointee.formUnion(closest.marks) }
    if let wanted = kinds(forms, instruction, path.count) {
      return refuse(
        node, keyword, "must be \(wanted.inWords), not \(Evaluation.kind(of: value.pointee).inWords)", .type)
    }
    guard forms.count > 1 else {
      for finding in closest.findings { report?.add(finding) }
      return false
    }
    let reason = closest.findings.first.map { ": \($0.violation.message)" } ?? ""
    return refuse(
      node, keyword,
      "matches none of the \(forms.count) forms of `\(keyword)`; the closest is the \(Form.ordinal(closest.place))\(reason)",
      closest.findings.first?.kind ?? .other)
  }

  /// `oneOf`, more than one of whose forms match.
  mutating func refuse(_ node: NodeID, several instruction: Instruction, _ value: UnsafePointer<Value>) -> Bool {
    guard report != nil else { return false }
    let matching = (0..<Int(instruction.second)).filter {
      quietly(tables.lists[Int(instruction.first) + $0], value, nil)
    }
    let places = matching.map { "the \(Form.ordinal($0))" }
    let all = places.dropLast().joined(separator: ", ") + " and " + (places.last ?? "")
    return refuse(
      node, "oneOf", "matches \(matching.count) forms of `oneOf`, \(all), and has to match exactly one")
  }

  private mutating func attempt(
    form: NodeID, _ place: Int, _ value: UnsafePointer<Value>, _ path: [PathStep], isTracked: Bool
  ) -> Form {
    let kept = report.take()
    defer { report = kept }
    report = Report(most: Evaluation.mostFindings, path: path)
    var marks = Marks()
    if isTracked { _ = check(form, value, &marks) } else { _ = check(form, value, nil) }
    return Form(place: place, findings: report?.findings ?? [], marks: marks, depth: path.count)
  }

  /// The kinds of values that the forms want, where the value is of none of them.
  private func kinds(_ forms: [Form], _ instruction: Instruction, _ depth: Int) -> TypeSet? {
    var wanted: TypeSet = []
    for form in forms {
      guard let first = form.findings.first, first.kind == .type, first.depth == depth else { return nil }
      let types = tables.nodes[Int(tables.lists[Int(instruction.first) + form.place])].types
      // Not said by the form itself but by one that it refers to.
      guard types != .all else { return nil }
      wanted.formUnion(types)
    }
    return wanted.isEmpty ? nil : wanted
  }

  private static func kind(of value: Value) -> TypeSet {
    switch value {
    case .null: .null
    case .bool: .boolean
    case .int, .uint, .double: .number
    case .list: .list
    case .map: .object
    default: .text
    }
  }
}

/// How a value stands to one of several forms.
private struct Form {
  let place: Int
  let findings: [Finding]
  let marks: Marks
  /// How far off it is: of another kind, another choice somewhere, and how much is wrong.
  private let distance: (Int, Int, Int)

  init(place: Int, findings: [Finding], marks: Marks, depth: Int) {
    self.place = place
    self.findings = findings
    self.marks = marks
    distance = (
      findings.contains { $0.kind == .type && $0.depth == depth } ? 1 : 0,
      findings.count { $0.kind == .choice && $0.depth <= depth + 1 }, findings.count
    )
  }

  func isCloser(than other: Form) -> Bool { distance < other.distance }

  static func ordinal(_ place: Int) -> String {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    if place < words.count { return words[place] }
    let number = place + 1
    let isTeen = (11...13).contains(number % 100)
    let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending)"
  }
}
