"""From botocore's exceptions to the errors of this package: the only reader of AWS's error codes and messages."""
