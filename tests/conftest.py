"""What a run of all tests leaves out."""

# They need registries or clean systems and take minutes: `python3 installer/develop.py clients` and `packages` run them.
collect_ignore = ["clients", "packages"]
