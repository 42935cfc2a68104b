"""One reader a format: bytes to lines."""
