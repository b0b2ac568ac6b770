"""A report as Markdown for GitHub, of bounded size, in which no text from outside is anything but text."""
