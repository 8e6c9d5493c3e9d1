// swift-tools-version: 6.2
import Foundation
import PackageDescription

// What is built. The language, the compiler and the engine build and test in seconds, because what needs HTTP or a database
// can be left out: TREATY_CORE=1 leaves out both, TREATY_CORE=store only HTTP, TREATY_CORE=cel all but CEL, and TREATY_CORE=spec
// all but what reads specs and needs no cryptography. CI builds everything.
let parts = ProcessInfo.processInfo.environment["TREATY_CORE"]
let withReading = parts != "cel"
let withCore = withReading && parts != "spec"
let withStore = parts == nil || parts == "store"
let withHTTP = parts == nil
let withBenchmarks = ProcessInfo.processInfo.environment["TREATY_BENCH"] != nil
let withFuzzers = ProcessInfo.processInfo.environment["TREATY_FUZZ"] != nil
// TREATY_FUZZ=sanitized instruments all targets of ours but the tool of the build, which is no fuzzer and could not be linked.
let sanitizers =
  ProcessInfo.processInfo.environment["TREATY_FUZZ"] == "sanitized" ? ["-sanitize=fuzzer,address"] : []
// `make docs` only: no other build fetches the plugin.
let withDocs = ProcessInfo.processInfo.environment["TREATY_DOCS"] != nil

// CI sets TREATY_STRICT: a warning in our own targets is an error there, while dependencies keep theirs.
let strict = ProcessInfo.processInfo.environment["TREATY_STRICT"] != nil

let plainSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])
let settings = plainSettings + (sanitizers.isEmpty ? [] : [.unsafeFlags(sanitizers)])

func ours(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name), "TreatyTestSupport"] + dependencies,
    exclude: FileManager.default.fileExists(atPath: "Tests/\(name)Tests/Fixtures") ? ["Fixtures"] : [],
    swiftSettings: settings)
}

func product(_ name: String, _ package: String) -> Target.Dependency { .product(name: name, package: package) }

// In the order of docs/architecture.md: a target imports only targets above it.
let cel: [Target] = [
  // RE2 is C++: a few functions of C in front of it, and no C++ in Swift. It is found without pkg-config, which names no flag that
  // Debian 12 needs.
  .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
  ours("TreatyTestSupport"),
  // A program that imports nothing but CEL would otherwise not find `floor` and `sqrt`.
  .target(
    name: "CEL", dependencies: ["CRE2"], swiftSettings: settings,
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
  // What must hold of any input: the tests run it over saved inputs, the fuzzers over those that they make up.
  .target(name: "CELProperties", dependencies: ["CEL"], path: "Fuzz/CELProperties", swiftSettings: settings),
  tests("CEL", ["CELProperties"]),
]

let reading: [Target] = [
  ours("JSONSchema", ["CEL"]),
  .systemLibrary(
    name: "CLibYAML", path: "Sources/CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  ours("TreatyDiagnostics"),
  ours("TreatySyntax", ["TreatyDiagnostics", "CLibYAML"]),
  ours("TreatyGrammar", ["TreatyDiagnostics"]),
  ours("TreatySpec", ["TreatyDiagnostics", "TreatySyntax", "TreatyGrammar"]),
  ours("TreatyFormat", ["TreatyDiagnostics", "TreatySyntax", "TreatySpec"]),
  // As `CELProperties`, for the formatter.
  .target(
    name: "FormatProperties", dependencies: ["TreatyDiagnostics", "TreatySyntax", "TreatyFormat"],
    path: "Fuzz/FormatProperties", swiftSettings: settings),
  tests("JSONSchema", ["CEL"]),
  tests("TreatyDiagnostics"),
  tests("TreatySyntax", ["TreatyDiagnostics"]),
  // CEL reads templates, whose grammar is held against it there with the others.
  tests("TreatySpec", ["TreatyDiagnostics", "TreatySyntax", "TreatyGrammar", "CEL"]),
  tests("TreatyFormat", ["TreatyDiagnostics", "TreatySyntax", "FormatProperties"]),
]

let core: [Target] = [
  ours("CELCrypto", ["CEL", product("Crypto", "swift-crypto")]),
  ours("TreatyPlan", ["CEL", "CELCrypto", "JSONSchema", product("Crypto", "swift-crypto")]),
  ours("TreatyCompiler", ["TreatyDiagnostics", "CEL", "JSONSchema", "TreatySyntax", "TreatySpec", "TreatyPlan"]),
  ours("TreatyRules", ["TreatyDiagnostics", "CEL", "TreatySyntax", "TreatySpec", "TreatyPlan", "TreatyCompiler"]),
  ours("TreatyScaffold", ["TreatySpec", "TreatyPlan"]),
  ours("TreatyDiff", ["TreatyDiagnostics", "TreatyGrammar", "CEL", "TreatyPlan"]),
  ours("TreatyTrial", ["TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyCompiler"]),
  // The build puts specs/models and specs/connectors into the binary.
  .executableTarget(name: "embed-packages", swiftSettings: plainSettings),
  .plugin(name: "EmbedPackages", capability: .buildTool(), dependencies: ["embed-packages"]),
  .target(name: "TreatyStandard", swiftSettings: settings, plugins: ["EmbedPackages"]),
  ours("TreatyStore", [product("Crypto", "swift-crypto")]),
  ours("TreatyAudit", ["CEL", "TreatyStore", product("Crypto", "swift-crypto")]),
  tests("TreatyAudit", ["CEL", "TreatyStore", "TreatyStoreContract"]),
  ours("TreatyEngine", ["CEL", "TreatyPlan", "TreatyStore", "TreatyAudit"]),
  ours("TreatyEvidence", ["TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyDiff", "TreatyStore", "TreatyEngine"]),
  ours("TreatyTelemetry", ["CEL", "TreatyPlan", "TreatyStore", "TreatyEngine"]),
  ours("TreatyAlert", ["CEL", "TreatyGrammar", "TreatyPlan", "TreatyStore", "TreatyEngine"]),
  ours("TreatyStoreContract", ["TreatyStore"]),
  ours(
    "TreatySimulation", ["TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyCompiler", "TreatyStore", "TreatyEngine"]),
  tests("CELCrypto", ["CEL"]),
  tests("TreatyPlan", ["CEL", "CELCrypto"]),
  // As of CEL: what must hold of the check of any package.
  .target(
    name: "CheckProperties",
    dependencies: ["TreatyDiagnostics", "TreatyPlan", "TreatyCompiler", "TreatyRules", "TreatyStandard"],
    path: "Fuzz/CheckProperties", swiftSettings: settings),
  tests(
    "TreatyCompiler",
    [
      "TreatyDiagnostics", "CEL", "JSONSchema", "TreatySyntax", "TreatySpec", "TreatyPlan", "TreatyRules",
      "TreatyStandard", "TreatyDiff", "CheckProperties",
    ]),
  tests(
    "TreatyScaffold",
    [
      "TreatyDiagnostics", "TreatySpec", "TreatyFormat", "TreatyPlan", "TreatyCompiler", "TreatyRules",
      "TreatyStandard",
    ]),
  tests(
    "TreatyDiff",
    ["TreatyDiagnostics", "CEL", "JSONSchema", "TreatyPlan", "TreatyCompiler", "TreatyRules", "TreatyStandard"]),
  tests(
    "TreatyEvidence",
    [
      "TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyCompiler", "TreatyRules", "TreatyStandard", "TreatyDiff",
      "TreatyStore", "TreatyEngine",
    ]),
  tests("TreatyTrial", ["TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyCompiler", "TreatyStandard"]),
  tests("TreatyAlert", ["CEL", "TreatyGrammar", "TreatyPlan", "TreatyStore", "TreatyEngine"]),
  tests("TreatySimulation", ["CEL", "TreatyPlan", "TreatyStore", "TreatyStoreContract"]),
  tests("TreatyTelemetry", ["CEL", "TreatyPlan", "TreatyStore", "TreatyEngine"]),
  .testTarget(name: "ArchitectureTests", swiftSettings: settings),
]

let store: [Target] = [
  // statfs(2), which the Glibc module leaves out.
  .systemLibrary(name: "CFileSystem", path: "Sources/CFileSystem"),
  // Files of gzip.
  .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
  // What SQLite's interface has that Swift cannot call.
  .systemLibrary(name: "CSQLiteSettings", path: "Sources/CSQLiteSettings", providers: [.apt(["libsqlite3-dev"])]),
  // Keys of a store, which are made at random and lie in files.
  ours("TreatyKeys", ["TreatyStore", product("Crypto", "swift-crypto")]),
  tests("TreatyKeys", ["TreatyStore"]),
  ours(
    "TreatyStoreSQLite",
    [
      "CFileSystem", "CSQLiteSettings", "TreatyStore", "TreatyKeys", product("GRDB", "GRDB.swift"),
      product("GRDBSQLite", "GRDB.swift"),
    ]),
  // A disk that goes wrong, for tests alone.
  ours("TreatyFaultyDisk", ["TreatyPlan", product("GRDBSQLite", "GRDB.swift")]),
  program("StoreCrasher", ["TreatyStore", "TreatyStoreSQLite"]),
  program(
    "SimulateEngine",
    [
      "TreatyStore", "TreatyStoreContract", "TreatyStoreSQLite", "TreatyEngine", "TreatySimulation",
      product("ArgumentParser", "swift-argument-parser"),
    ]),
  tests(
    "TreatyStoreSQLite",
    [
      "TreatyPlan", "TreatyStore", "TreatyKeys", "TreatyStoreContract", "TreatyFaultyDisk", "StoreCrasher",
      product("GRDB", "GRDB.swift"),
    ]),
  tests("TreatyEngine", ["CEL", "TreatyPlan", "TreatyStore", "TreatyStoreContract", "TreatyStoreSQLite"]),
]

let http: [Target] = [
  ours(
    "TreatyConnect",
    [
      "TreatyPlan", product("AsyncHTTPClient", "async-http-client"), product("NIOCore", "swift-nio"),
      product("NIOHTTP1", "swift-nio"), product("NIOSSL", "swift-nio-ssl"), product("NIOPosix", "swift-nio"),
    ]),
  ours(
    "TreatyStandIn",
    [
      "CEL", "TreatyPlan", "TreatySimulation", product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
      product("NIOPosix", "swift-nio"),
    ]),
  ours(
    "TreatyHost",
    [
      "CZlib", "TreatyKeys", "TreatyAudit", "TreatyDiagnostics", "CEL", "CELCrypto", "TreatyPlan", "TreatyStore",
      "TreatyStoreSQLite", "TreatyEngine", "TreatyTelemetry", "TreatyAlert", "TreatyConnect",
      product("Hummingbird", "hummingbird"), product("HummingbirdCore", "hummingbird"),
      product("AsyncHTTPClient", "async-http-client"),
      product("Logging", "swift-log"), product("ServiceLifecycle", "swift-service-lifecycle"),
      product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"), product("NIOHTTP1", "swift-nio"),
      product("NIOSSL", "swift-nio-ssl"), product("HummingbirdTLS", "hummingbird"), product("Crypto", "swift-crypto"),
      product("UnixSignals", "swift-service-lifecycle"), product("HTTPTypes", "swift-http-types"),
    ]),
  program(
    "treaty",
    [
      "TreatyKeys", "TreatyAudit", "TreatyDiagnostics", "CEL", "TreatySyntax", "TreatySpec", "TreatyPlan",
      "TreatyCompiler", "TreatyRules", "TreatyDiff", "TreatyEvidence",
      "TreatyFormat", "TreatyScaffold", "TreatyTrial", "TreatyStandard", "TreatyStore", "TreatyStoreSQLite",
      "TreatyEngine", "TreatyTelemetry", "TreatyAlert", "TreatyConnect", "TreatySimulation", "TreatyStandIn",
      "TreatyHost",
      product("ArgumentParser", "swift-argument-parser"), product("Logging", "swift-log"),
    ]),
  tests(
    "TreatyConnect",
    [
      "TreatyPlan", product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
      product("NIOSSL", "swift-nio-ssl"),
    ]),
  // The command line as a process.
  tests(
    "treaty",
    [
      "TreatySpec", "TreatyHost", "TreatyStore", "TreatyStoreSQLite", product("GRDB", "GRDB.swift"),
      product("ArgumentParser", "swift-argument-parser"),
    ]),
  tests(
    "TreatyHost",
    [
      "TreatyDiagnostics", "CEL", "TreatyPlan", "TreatyCompiler", "TreatyStore", "TreatyStoreSQLite", "TreatyEngine",
      "TreatyTelemetry", "TreatyAlert", "TreatyAudit", "TreatyConnect", "TreatyKeys",
      product("Crypto", "swift-crypto"), product("AsyncHTTPClient", "async-http-client"),
      product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"), product("NIOPosix", "swift-nio"),
      product("Logging", "swift-log"),
      product("ServiceLifecycle", "swift-service-lifecycle"),
    ]),
]

// `make bench` only. CEL beside other engines on the same records, and JSON Schema on records:
let coreBenchmarks: [Target] =
  [
    .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: settings),
    .executableTarget(
      name: "CELBench", dependencies: ["CEL", "Measuring"], path: "Benchmarks/CELBench", swiftSettings: settings),
  ]
  + (withReading
    ? [
      .executableTarget(
        name: "SchemaBench", dependencies: ["CEL", "JSONSchema", "Measuring"], path: "Benchmarks/SchemaBench",
        exclude: ["incident.schema.json"], swiftSettings: settings)
    ] : [])

// A check of a large package, part by part.
let checkBenchmarks: [Target] = [
  .executableTarget(
    name: "CheckBench",
    dependencies: [
      "CLibYAML", "TreatyDiagnostics", "TreatySyntax", "TreatyCompiler", "TreatyRules", "TreatyStandard",
    ], path: "Benchmarks/CheckBench", exclude: ["generate.py"], swiftSettings: settings)
]

// How fast specs are read, beside libyaml alone.
let readingBenchmarks: [Target] = [
  .executableTarget(
    name: "SyntaxBench", dependencies: ["CLibYAML", "TreatyDiagnostics", "TreatySyntax"],
    path: "Benchmarks/SyntaxBench", swiftSettings: settings)
]

// A load that needs neither our code nor its time, so that what it measures is the program alone; and what the server that Treaty takes
// webhooks with does alone.
let benchmarks: [Target] = [
  .executableTarget(
    name: "TreatyBench",
    dependencies: [
      product("ArgumentParser", "swift-argument-parser"), product("GRDB", "GRDB.swift"),
      product("GRDBSQLite", "GRDB.swift"), product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
      product("NIOPosix", "swift-nio"), "TreatyKeys", "TreatyStore", "TreatyStoreSQLite",
    ],
    path: "Benchmarks/TreatyBench", swiftSettings: settings),
  .executableTarget(
    name: "BenchEcho",
    dependencies: [
      product("Hummingbird", "hummingbird"), product("HummingbirdCore", "hummingbird"), product("Logging", "swift-log"),
      product("NIOCore", "swift-nio"),
    ],
    path: "Benchmarks/BenchEcho", swiftSettings: settings),
]

// `make fuzz` and `make differential` only. libFuzzer's library needs lld, which is part of Swift.
let fuzzers: [Target] = [
  .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
  fuzzer("FuzzParse", "CELProperties"),
  fuzzer("FuzzEvaluate", "CELProperties"),
  .executableTarget(
    name: "CELRun", dependencies: ["CEL", "CELProperties"], path: "Tests/Differential/CELRun", swiftSettings: settings),
]

let formatFuzzers: [Target] = [fuzzer("FuzzFormat", "FormatProperties")]
let checkFuzzers: [Target] = [fuzzer("FuzzCheck", "CheckProperties")]

func fuzzer(_ name: String, _ properties: Target.Dependency) -> Target {
  .executableTarget(
    name: name, dependencies: [properties, "CLibFuzzer"], path: "Fuzz/\(name)", swiftSettings: settings,
    linkerSettings: [.unsafeFlags(["-use-ld=lld"] + sanitizers)])
}

let package = Package(
  name: "treaty",
  products: [
    .library(name: "CEL", targets: ["CEL"])
  ] + (withReading ? [.library(name: "JSONSchema", targets: ["JSONSchema"])] : [])
    + (withHTTP ? [.executable(name: "treaty", targets: ["treaty"])] : []),
  dependencies: (withCore
    ? [
      .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")
    ] : [])
    + (withStore
      ? [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
      ] : [])
    + (withHTTP
      ? [
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
      ] : [])
    + (withDocs
      ? [
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0")
      ] : []),
  targets: cel + (withReading ? reading : []) + (withCore ? core : []) + (withStore ? store : [])
    + (withHTTP ? http : [])
    + (withBenchmarks
      ? coreBenchmarks + (withReading ? readingBenchmarks : []) + (withCore ? checkBenchmarks : [])
        + (withHTTP ? benchmarks : []) : [])
    + (withFuzzers
      ? fuzzers + (withReading ? formatFuzzers : []) + (withCore ? checkFuzzers : []) : []),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
