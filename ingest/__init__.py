"""Bytes to documents: encodings, layout repair, metadata, the run over many files."""
