"""What is remembered: tables, migrations, and one module for each transaction."""
