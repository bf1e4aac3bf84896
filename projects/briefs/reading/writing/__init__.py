"""A brief as characters: its words, sentences and scripts, lines that were broken, boxes of forms, marks for what could not be read."""
