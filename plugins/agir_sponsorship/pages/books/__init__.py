"""The public ledger: a page, a file, and a script that checks the file."""
