"""Written papers of mediation: the parts of a case file, the agreement form, the whole file in archive order."""
