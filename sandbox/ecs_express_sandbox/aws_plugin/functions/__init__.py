"""The functions that programs call, such as `aws.get_region()`; one module for each subject. None changes AWS."""
