import FoundationEssentials

/// Why a baseline cannot be used.
public enum BaselineFailure: Error, Hashable {
  /// It is no baseline, with what is wrong.
  case unreadable(String)
  /// It has a format that this version of Treaty does not know.
  case format(String)

  /// What is wrong, in words.
  public var words: String {
    switch self {
    case .unreadable(let why): why
    case .format(let found): "it has the format `\(found)`, and this Treaty knows `\(BaselineFile.format)`"
    }
  }
}

/// A baseline as a file: JSON, one entry a line, so that two people's changes seldom meet.
public enum BaselineFile {
  /// The format that is written.
  public static let format = "treaty-baseline/1"

  /// The bytes of a baseline: the same for the same entries.
  public static func write(_ baseline: Baseline) -> [UInt8] {
    let lines = baseline.entries.map { entry in
      "    "
        + JSONText.line(
          Line(count: entry.count, code: entry.code, file: entry.file, fingerprint: entry.fingerprint.description))
    }
    let entries = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return Array("{\n  \"format\": \"\(format)\",\n  \"entries\": \(entries)\n}\n".utf8)
  }

  /// The baseline of a file. Unknown keys are left alone: a later version of Treaty may have written them.
  public static func read(_ bytes: [UInt8]) throws(BaselineFailure) -> Baseline {
    let file: File
    do { file = try JSONDecoder().decode(File.self, from: Data(bytes)) } catch {
      throw .unreadable("it is no JSON object with `format` and `entries`")
    }
    guard file.format == format else { throw .format(file.format) }
    var entries: [Baseline.Entry] = []
    for (index, line) in (file.entries ?? []).enumerated() {
      guard let fingerprint = Fingerprint(hex: line.fingerprint) else {
        throw .unreadable("the fingerprint of entry \(index + 1) is not 16 hex digits")
      }
      // More than that no run finds, and sums of them have room.
      guard (1...1_000_000_000).contains(line.count) else {
        throw .unreadable("the count of entry \(index + 1) is not between 1 and 1000000000")
      }
      entries.append(
        Baseline.Entry(file: line.file, code: line.code, fingerprint: fingerprint, count: line.count))
    }
    return Baseline(entries)
  }

  private struct File: Decodable {
    var format: String
    /// Of another format nobody knows what its entries look like.
    var entries: [Line]?

    enum CodingKeys: String, CodingKey { case format, entries }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      format = try container.decode(String.self, forKey: .format)
      entries = format == BaselineFile.format ? try container.decode([Line].self, forKey: .entries) : nil
    }
  }

  private struct Line: Codable {
    var count: Int
    var code: String
    var file: String
    var fingerprint: String
  }
}
