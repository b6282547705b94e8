"""The device's side of a hub: it pushes what it did, pulls what others did, and asks before goods.

Nothing here keeps the ledger's writing connection while it waits for the network.
"""
