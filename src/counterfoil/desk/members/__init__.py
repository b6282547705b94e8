"""The screens of members: the list, and one of them."""
