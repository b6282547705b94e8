"""Open Loyalty's JSON, read into the domain's types and written from them. Pure."""
