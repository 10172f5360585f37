"""What happens before the product's packages are there: the standard library only, on Linux, macOS and Windows."""
