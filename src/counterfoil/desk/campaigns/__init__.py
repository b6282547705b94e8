"""The list of campaigns, one campaign, and its words."""
