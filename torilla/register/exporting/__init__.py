"""The register out again, as CSV, XLSX, JSON and JSON-LD; each of them can be read in without a change."""
