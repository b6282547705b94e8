"""The shell around the screens: the rail on the side, the pages, who may see which."""
