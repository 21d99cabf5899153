"""The class report: what a folder of journals says of the learners, of the items, and of the class. It reads, and never writes."""
