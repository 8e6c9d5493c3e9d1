import Testing
import TreatySpec

@Suite("Versions are ordered and ranges hold as semver.org says")
struct VersionTests {
  @Test("versions are ordered by §11")
  func order() throws {
    let texts = [
      "1.0.0-0", "1.0.0-1", "1.0.0-99999999999999999999", "1.0.0--5", "1.0.0-alpha", "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0.1", "1.0.1", "1.2", "10.0",
    ]
    let versions = try texts.map { try Version(parsing: $0) }
    for (first, second) in zip(versions, versions.dropFirst()) {
      #expect(first < second && first != second && !(second < first), "\(first) \(second)")
    }
  }

  @Test(
    "what is not compared makes no difference",
    arguments: [("5", "5.0.0.0"), ("1.02", "1.2"), ("1.0+a", "1.0+b"), ("1-01", "1-1")])
  func equal(_ left: String, _ right: String) throws {
    let (left, right) = (try Version(parsing: left), try Version(parsing: right))
    #expect(left == right && left.hashValue == right.hashValue)
  }

  @Test(
    "what lies in a range",
    arguments: [
      (">=5.0 <7", "5.0.3", true), (">=5.0 <7", "7.0", false), (">=5.0 <7", "4.9.9", false), ("=1.2", "1.2.0", true),
      ("<7", "7.0.0-rc.1", false), ("<7", "6.9.9-rc.1", true), ("<7-rc.1", "7-beta", true), ("<=7", "7.0.0-rc.1", true),
      ("<=7", "7.0.0.1", false), (">7", "7.0.0.1", true), (">7", "7", false), (">=5", "5-rc.1", false),
      ("^1.2", "1.9", true), ("^1.2", "2.0.0-rc.1", false), ("^1.2", "2", false), ("^1.2", "1.1", false),
      ("^0.3", "0.3.9", true), ("^0.3", "0.4", false), ("^0.0.3", "0.0.4", false), ("^0.0", "0.0.9", true),
      ("^0.0", "0.1", false), ("^0", "0.9", true), ("^0", "1", false), ("=1.2+a", "1.2+b", true),
    ])
  func contains(_ range: String, _ version: String, _ isIn: Bool) throws {
    #expect(try VersionRange(parsing: range).contains(try Version(parsing: version)) == isIn)
  }

  @Test(
    "ranges overlap where some version is in both",
    arguments: [
      (">=5.0 <7", ">=7", false), (">=5.0 <7", ">=6", true), (">=5.0 <7", ">=7-rc.1", false), ("<=7", ">=7", true),
      ("<7", ">=6.999999999.999999999.999999999", true), ("<7", ">6.999999999.999999999.999999999", false),
      ("^1.2", "^1.5", true), ("^1.2", "^2", false), ("=1.2", "<1.2", false), (">1.2", "<1.2.0.1", false),
      (">1.0-a", "<1.0-a.0", false), (">1.0-a", "<1.0-a.1", true),
    ])
  func overlaps(_ left: String, _ right: String, _ expected: Bool) throws {
    let (left, right) = (try VersionRange(parsing: left), try VersionRange(parsing: right))
    #expect(left.overlaps(right) == expected && right.overlaps(left) == expected)
  }

  @Test("bounds can be shown")
  func bounds() throws {
    let range = try VersionRange(parsing: ">=5.0   <7")
    #expect(range.bounds.map { $0.description } == [">=5.0", "<7"])
    #expect(range.description == ">=5.0 <7")
    #expect(range.least == Version("5") && range.limit == Version("7-0"))
    #expect(try VersionRange(parsing: ">999999999.999999999.999999999.999999998").limit == nil)
  }
}
