"""Comments on a pull request: which there must be, what they hold, what GitHub's answers mean; the requests are sent elsewhere."""
