"""The verbs: build, replace, verify, serve, compare."""
