"""The tests of Carrel. `support` has the helper that most of them use."""
