public import TreatyDiagnostics

/// Where elements of the plan stand, by JSON pointer.
///
/// What stands below an element such as `/flows/12` can be put there as a whole, with pointers that begin at the element: what a worker
/// notes of a flow before the flow has its number, and what all systems that speak one connector have of it in common.
public struct Places: Sendable, Equatable {
  /// Places by whole pointers.
  private var whole: [String: Span] = [:]
  /// Places by pointers that begin at an element of the second level: `/flows/12`.
  private var below: [Substring: [String: Span]] = [:]

  /// No places.
  public init() {}

  /// Where an element stands; `nil` where it is not written out.
  public subscript(pointer: String) -> Span? {
    get {
      if let span = whole[pointer] { return span }
      guard let root = Places.root(of: pointer), let inner = below[root] else { return nil }
      return inner[String(pointer[root.endIndex...])]
    }
    set { whole[pointer] = newValue }
  }

  /// Puts places that begin at an element there.
  /// - Parameter root: The element, of the second level: `/flows/12`.
  mutating func put(_ inner: Places, below root: String) { below[root[...]] = inner.whole }

  /// All places by whole pointers.
  public var all: [String: Span] {
    var all = whole
    for (root, inner) in below {
      for (pointer, span) in inner where all[root + pointer] == nil { all[root + pointer] = span }
    }
    return all
  }

  /// The element of the second level that a pointer lies in: `/flows/12` of `/flows/12/identify`.
  private static func root(of pointer: String) -> Substring? {
    guard let first = pointer.utf8.dropFirst().firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let end = pointer.utf8[pointer.utf8.index(after: first)...].firstIndex(of: UInt8(ascii: "/"))
    return pointer[..<(end ?? pointer.endIndex)]
  }
}
