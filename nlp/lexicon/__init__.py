"""Word lists as .tsv, and the loader that checks them."""
