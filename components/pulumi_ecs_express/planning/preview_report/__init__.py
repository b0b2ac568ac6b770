"""From a recorded `pulumi preview` to a report of what it means. Here the decisions of the package are read, and none is made again."""
