import CEL
import FoundationEssentials

extension PlanFile {
  /// Reads a plan's text for whoever only looks at it, in a fraction of the time that ``read(_:)`` takes: the digest is held against the text and not
  /// against what was understood of it, and places are read when somebody asks for one. A host, which carries out what it reads, takes ``read(_:)``.
  public static func readForReview(_ bytes: [UInt8]) throws(PlanFailure) -> PlanFile {
    // A text that a person has laid out, and whatever else is not as it is written here, is read as hosts do: that says what is wrong too.
    guard let parts = PlanFileParts(bytes), parts.hasItsDigest,
      let plan = try? JSONDecoder().decode(Plan.self, from: Data(parts.plan)), plan.firstFlaw == nil
    else { return try read(bytes) }
    return PlanFile(plan: plan, digest: parts.digest, origins: Array(parts.origins))
  }
}

/// The parts of a plan's text as this Treaty writes it: without white space, with keys in order.
private struct PlanFileParts {
  let digest: String
  let origins, plan: ArraySlice<UInt8>

  /// - Returns: `nil` for a text of another form, and for another format.
  init?(_ bytes: [UInt8]) {
    let rest = bytes[...]
    guard let head = rest.after(Array(#"{"digest":""#.utf8)), let quote = head.firstIndex(of: UInt8(ascii: "\"")),
      let origins = head[quote...].after(Array("\",\"format\":\(PlanFile.format),\"origins\":".utf8)),
      let end = origins.endOfObject, let plan = origins[end...].after(Array(#","plan":"#.utf8)),
      plan.last == UInt8(ascii: "}"), plan.endOfObject == plan.endIndex - 1
    else { return nil }
    digest = String(decoding: head[..<quote], as: UTF8.self)
    self.origins = origins[..<end]
    self.plan = plan.dropLast()
  }

  /// Whether the plan is what its digest says.
  var hasItsDigest: Bool {
    guard let known = known(plan) else { return false }
    return "sha256:" + Digest.hex(known) == digest
  }

  /// The text with expressions as a digest knows them.
  private func known(_ plan: ArraySlice<UInt8>) -> [UInt8]? {
    // Within a text the quotes of this would have a backslash before them.
    let key = Array(#""cel":""#.utf8)
    let forms = ExpressionForms()
    var known: [ArraySlice<UInt8>: [UInt8]] = [:]
    var (result, rest) = ([UInt8](), plan)
    result.reserveCapacity(plan.count)
    while let found = rest.firstIndex(of: key) {
      let start = found + key.count - 1
      guard let end = rest[start...].endOfText else { return nil }
      result += rest[..<start]
      let written = rest[start..<end]
      if let form = known[written] {
        result += form
      } else {
        // What is no text is read, and told of, by the other way.
        guard case .text(let text)? = try? Value(json: Array(written)),
          let form = try? Value.string(forms.form(of: text.string)).canonicalJSON()
        else { return nil }
        known[written] = form
        result += form
      }
      rest = rest[end...]
    }
    return result + rest
  }
}

extension ArraySlice<UInt8> {
  /// What follows a prefix; `nil` where it does not begin so.
  fileprivate func after(_ prefix: [UInt8]) -> ArraySlice<UInt8>? {
    starts(with: prefix) ? dropFirst(prefix.count) : nil
  }

  /// Where a pattern of several bytes begins.
  fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
    withUnsafeBytes { buffer -> Int? in
      pattern.withUnsafeBytes { wanted -> Int? in
        var from = 0
        let (first, last) = (wanted[0], buffer.count - wanted.count)
        while from <= last {
          guard let next = buffer[from...].firstIndex(of: first), next <= last else { return nil }
          if buffer[next..<next + wanted.count].elementsEqual(wanted) { return startIndex + next }
          from = next + 1
        }
        return nil
      }
    }
  }

  /// Where the text ends that begins here with its quote; `nil` for one without an end.
  fileprivate var endOfText: Int? {
    var index = startIndex + 1
    while index < endIndex {
      switch self[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\""): return index + 1
      default: index += 1
      }
    }
    return nil
  }

  /// Where the object ends that begins here; `nil` where there is none.
  fileprivate var endOfObject: Int? {
    guard first == UInt8(ascii: "{") else { return nil }
    return withUnsafeBytes { buffer -> Int? in
      var (depth, index, isText) = (0, 0, false)
      while index < buffer.count {
        switch buffer[index] {
        case UInt8(ascii: "\\") where isText: index += 1
        case UInt8(ascii: "\""): isText.toggle()
        case UInt8(ascii: "{") where !isText: depth += 1
        case UInt8(ascii: "}") where !isText:
          depth -= 1
          if depth == 0 { return startIndex + index + 1 }
        default: break
        }
        index += 1
      }
      return nil
    }
  }
}
