"""What can still be had of a till's database that is damaged: read only, proved by signatures."""
