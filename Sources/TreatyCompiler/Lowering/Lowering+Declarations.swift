import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

extension Lowering {
  /// Puts a declaration into the plan that no host carries out yet, as it is written.
  mutating func keep<Element: Declaration>(_ element: Named<Element>) {
    for feature in element.unsupported { unsupported.append((feature, element.name, Element.section)) }
  }
}
