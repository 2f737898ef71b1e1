"""Tests of what monitoring is made of."""
