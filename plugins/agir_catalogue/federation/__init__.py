"""What does this site tell other catalogues, and what does it take from them?"""
