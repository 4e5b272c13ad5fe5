"""CPF dossiers, as their portal tells them: by hand, by a file, or through Wedof."""
