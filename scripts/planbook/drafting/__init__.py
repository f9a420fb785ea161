"""The plan as citable blocks, proved against its source, with addresses, links and verdicts."""
