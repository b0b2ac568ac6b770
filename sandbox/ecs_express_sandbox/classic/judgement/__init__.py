"""What AWS takes of a request for a classic service, and in which form it is kept."""
