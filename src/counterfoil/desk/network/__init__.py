"""Devices and stores: what each till is, has and holds; inviting, supplying, giving up."""
