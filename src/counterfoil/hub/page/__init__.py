"""The customer's page: type or scan a code, say who you are by card number, see what you got."""
