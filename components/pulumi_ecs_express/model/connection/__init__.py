"""How a program reaches AWS: Region, profile and endpoints."""
