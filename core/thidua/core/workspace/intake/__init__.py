"""Files and single figures in: read whole, checked whole, stored whole or not at all."""
