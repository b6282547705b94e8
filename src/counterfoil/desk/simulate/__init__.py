"""The screen on which a campaign is tried out before anybody brings a code."""
