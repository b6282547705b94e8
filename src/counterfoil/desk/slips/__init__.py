"""Slips: coupons and codes on paper from the receipt printer of the till."""
