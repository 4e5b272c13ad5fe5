"""What badges answer to browsers and to programs without an account: pages, files, documents."""
