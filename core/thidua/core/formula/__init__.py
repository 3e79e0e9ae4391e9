"""The formula language: one tree; read exactly here, in columns and on many machines later."""
