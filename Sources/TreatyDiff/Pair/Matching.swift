/// Elements of two lists that are the same by name, and those that only one of them has.
struct Matching<Element: Sendable>: Sendable {
  /// An element of one side, with its position there.
  struct One: Sendable {
    let element: Element
    let index: Int
  }

  /// An element that both sides have.
  struct Both: Sendable {
    let old, new: Element
    let oldIndex, newIndex: Int
  }

  /// In the order of the new side.
  private(set) var both: [Both] = []
  /// In the order of the old side.
  private(set) var removed: [One] = []
  /// In the order of the new side.
  private(set) var added: [One] = []

  /// - Parameter name: what an element is known by; of several with one name, the first counts.
  init(_ old: [Element], _ new: [Element], by name: (Element) -> String) {
    let before = Dictionary(
      old.enumerated().map { (name($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.map(name))
    for (index, element) in new.enumerated() {
      if let oldIndex = before[name(element)] {
        both.append(Both(old: old[oldIndex], new: element, oldIndex: oldIndex, newIndex: index))
      } else {
        added.append(One(element: element, index: index))
      }
    }
    removed = old.enumerated().filter { !after.contains(name($0.element)) }.map {
      One(element: $0.element, index: $0.offset)
    }
  }
}
