import ArgumentParser
import CEL
import Foundation
import TreatyPlan

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a plan for people: each flow from its trigger to its effects.",
    discussion: """
        treaty show alerts.json
        treaty show alerts.json --json | jq '.plan.flows[].name'
      """)

  @Argument(help: "Plan file, as `treaty compile` writes it.")
  var plan: String

  @Flag(help: "Print the plan as indented JSON.")
  var json = false

  func run() throws {
    let file = try PlanReading.read(plan)
    if json {
      let object = try JSONSerialization.jsonObject(with: Data(try file.text()))
      let text = try JSONSerialization.data(
        withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      return Terminal.print(String(decoding: text, as: UTF8.self))
    }
    Terminal.print(PlanText(file).render())
  }
}
