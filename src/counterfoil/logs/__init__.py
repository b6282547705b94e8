"""What a program writes down about itself: no code in clear, nothing about people, no secret."""
