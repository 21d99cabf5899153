"""The live session: its rules (pure), its log, its server."""
