"""The commands of the command line, one module each; ``core.cli`` picks among them."""
