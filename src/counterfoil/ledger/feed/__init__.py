"""What changed at the hub, in an order that no reader can miss a part of."""
