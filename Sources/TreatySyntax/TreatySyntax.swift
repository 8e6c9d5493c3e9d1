// TreatySyntax
