import pytest


@pytest.fixture(scope="module", autouse=True)
def each_story_starts_anew(audit_may_be_cleared):
    """A browser's server has connections of its own, so that its stories cannot share one transaction."""
