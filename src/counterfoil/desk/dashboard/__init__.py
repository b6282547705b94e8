"""The dashboard: how campaigns do, what runs out when, what is unusual, and the rows behind it."""
