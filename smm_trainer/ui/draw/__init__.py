"""Drawing: what is taught and learnt, turned into the rows of a page. No widget, no state."""
