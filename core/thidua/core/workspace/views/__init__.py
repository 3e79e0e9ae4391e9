"""What people and programs are shown of a scored cluster, as plain data and words."""
