"""Decisions as plain functions: no database, no request, no clock, no settings."""
