"""The app: screens that show and ask, and decide nothing."""
