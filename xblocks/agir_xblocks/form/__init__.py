"""The author's side that every block of the suite shares: a form in Studio's modal."""
