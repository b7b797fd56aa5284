"""The notification of a child's death: native, FHIR, matching, triage."""
