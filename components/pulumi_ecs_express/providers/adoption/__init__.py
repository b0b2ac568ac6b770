"""Reading services that are to be described, and their resources as state would hold them; nothing here changes anything at AWS."""
