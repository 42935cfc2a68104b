"""Facts as .tsv, each with its source in its head, and the loaders that check them."""
