"""The solidarity fund: who asks, who decides, and how a grant pays a fee."""
