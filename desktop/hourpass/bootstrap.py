"""Joins adapters to services."""
