"""What a toolkit can be exported as. `export` is the contract; each format is a module."""
