// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The core (the language, the compiler, the engine) builds and tests in seconds, because the targets that need HTTP
// or a database are left out when TREATY_CORE is set. CI builds everything.
let coreOnly = ProcessInfo.processInfo.environment["TREATY_CORE"] != nil

// CI sets TREATY_STRICT: a warning in our own targets is an error there, while dependencies keep theirs.
let strict = ProcessInfo.processInfo.environment["TREATY_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

func ours(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: [], resources: resources, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let core: [Target] = [
  .systemLibrary(
    name: "CLibYAML", path: "Sources/CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  ours("TreatyDiagnostics"),
  ours("CEL"),
  ours("TreatySyntax", ["TreatyDiagnostics", "CLibYAML"]),
]

let package = Package(
  name: "treaty",
  products: [
    .library(name: "CEL", targets: ["CEL"])
  ],
  dependencies: coreOnly ? [] : [],
  targets: core + [
    tests("CEL", [])
  ],
  swiftLanguageModes: [.v6]
)
