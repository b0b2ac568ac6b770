"""The suite that both adapters run stands in modules of its own; their assertions are told in full as a test's are."""

import pytest

pytest.register_assert_rewrite("tests.aws.conformance", "tests.aws.conformance_rollouts")
