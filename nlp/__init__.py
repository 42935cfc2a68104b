"""Text to annotations: figures with their meaning, programs, words."""
