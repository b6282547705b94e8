"""The server: the ledger over HTTP, for apps, websites, integrations and a customer's page."""
