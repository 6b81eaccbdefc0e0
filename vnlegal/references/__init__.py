"""What a text says about other texts: mentions, what they go back to, claims, and which works they mean."""
