"""The commons: what courses say of themselves, what stays free, and who else teaches it."""
