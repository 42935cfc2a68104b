"""The ground floor: the nouns, the reference facts, and where they are kept."""
