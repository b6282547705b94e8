"""Custom events: redeeming a code is one."""
