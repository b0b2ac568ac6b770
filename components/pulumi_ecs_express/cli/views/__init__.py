"""What the subcommands print for people, out of reports that are decided elsewhere."""
