"""Exhibits as files that go to a meeting: slides, sheets, documents, CSV and JSON."""
