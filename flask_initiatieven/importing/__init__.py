"""Import: a municipality's own file, all or nothing."""
