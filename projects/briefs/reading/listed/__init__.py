"""What is not compared and has to be seen by a person: contradictions, refusals that hold in part, words nobody here knows."""
