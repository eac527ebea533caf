"""The child process that does AWS work."""
