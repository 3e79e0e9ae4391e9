"""The version, without importing the package metadata that ``--version`` has no time for."""

VERSION = "0.1.0"
