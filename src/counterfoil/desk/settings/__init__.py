"""The settings, shown beside the verdict so that scanning goes on."""
