"""What is taught: mistakes, lessons, scenarios, claims; reading them, checking them."""
