"""How are badges written, signed and read as Open Badges 3.0? No framework here."""
