"""The bank for other tools: Moodle XML, GIFT, Anki, CSV."""
