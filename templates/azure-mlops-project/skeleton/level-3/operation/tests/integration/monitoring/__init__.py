"""Tests of the steps that watch a released model."""
