"""The engines that are compared, each in a module of its own that imports its library late."""
