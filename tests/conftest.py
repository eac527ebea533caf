"""What a run of all tests leaves out."""

# They need clients from three registries and take minutes: `python3 installer/develop.py clients` runs them.
collect_ignore = ["clients"]
