"""Benchmarks: ``python3 scripts/run.py bench``, ``bench search``, ``bench scale``; ``--short`` to see that they run."""
