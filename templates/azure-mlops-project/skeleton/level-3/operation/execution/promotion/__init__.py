"""Promotion under a policy: whether a model may go into an environment without anybody deciding."""
