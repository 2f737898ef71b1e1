"""Tests of the online endpoint."""
