/// What we write of SARIF 2.1.0 (OASIS), in its own words; its §3 says what each is.
struct SARIFLog: Encodable {
  var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    var tool: Tool
    var invocations: [Invocation]
    var originalUriBaseIds: [String: ArtifactLocation]
    var artifacts: [Artifact]
    var columnKind = "utf16CodeUnits"
    var defaultEncoding = "utf-8"
    var results: [Result]
  }

  struct Tool: Encodable {
    var driver: Driver
  }

  struct Driver: Encodable {
    var name = "Treaty"
    var version: String?
    var rules: [Rule]
  }

  struct Rule: Encodable {
    var id: String
    var name: String?
    var shortDescription: Words?
    var fullDescription: Words?
    var help: Words
    var defaultConfiguration: Configuration
    var properties: Tags
  }

  struct Configuration: Encodable {
    var level: String
  }

  struct Tags: Encodable {
    var tags: [String]
  }

  struct Words: Encodable {
    var text: String
    var markdown: String?
  }

  struct Invocation: Encodable {
    var executionSuccessful: Bool
    var toolExecutionNotifications: [Notification]?
  }

  struct Notification: Encodable {
    var level: String
    var message: Words
    var associatedRule: RuleReference?
    var locations: [Location]?
  }

  struct RuleReference: Encodable {
    var id: String
    var index: Int
  }

  struct Artifact: Encodable {
    var location: ArtifactLocation
    var length: Int
    var mimeType: String?
  }

  struct ArtifactLocation: Encodable {
    var uri: String?
    var uriBaseId: String?
    var index: Int?
    var description: Words?
  }

  struct Location: Encodable {
    var id: Int?
    var physicalLocation: PhysicalLocation
    var logicalLocations: [LogicalLocation]?
    var message: Words?
  }

  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region?
  }

  struct LogicalLocation: Encodable {
    var fullyQualifiedName: String
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int?
    var endLine: Int?
    var endColumn: Int?
    var byteOffset: Int?
    var byteLength: Int?
  }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Words
    var locations: [Location]
    var relatedLocations: [Location]?
    var partialFingerprints: [String: String]
    var suppressions: [Suppression]?
    var baselineState: String?
    var fixes: [Fix]?
  }

  struct Suppression: Encodable {
    var kind: String
    var status = "accepted"
    var justification: String?
    var location: Location?
  }

  struct Fix: Encodable {
    var description: Words
    var artifactChanges: [ArtifactChange]
    var properties: Tags
  }

  struct ArtifactChange: Encodable {
    var artifactLocation: ArtifactLocation
    var replacements: [Replacement]
  }

  struct Replacement: Encodable {
    var deletedRegion: Region
    var insertedContent: Content
  }

  struct Content: Encodable {
    var text: String
  }
}
