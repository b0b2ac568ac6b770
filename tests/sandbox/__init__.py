"""Tests of the local AWS, through ordinary clients wherever that is possible."""
