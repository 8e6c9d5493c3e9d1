// TreatyDiagnostics
