"""The screen of rewards: the list, one of them, and its coupons."""
