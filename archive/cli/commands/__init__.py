"""One file a command: parse arguments, call, print."""
