"""How a hub takes in what people changed on its devices: campaigns, members, staff, sheets."""
