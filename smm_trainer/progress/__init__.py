"""The learner's journal on disk, and the record that it adds up to."""
