"""What AWS refuses on the other services' paths: rows of requests, each with the code and the words of its refusal."""
