"""A thread's rows: matching, versions, observations, history."""
