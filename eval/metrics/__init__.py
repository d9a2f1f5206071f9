"""Metrics: one small file each, in standard terms."""
