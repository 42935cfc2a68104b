"""The front door: what a user can do, by command line, HTTP and web page."""
