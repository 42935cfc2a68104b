"""The corpus on Elasticsearch: the twin of corpus.sqlite, file by file."""
