"""The calls of Express Mode: requests are validated, carried out, and described as the API answers them."""
