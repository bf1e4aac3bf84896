"""Settings: ``base`` for all, then ``dev``, ``demo``, ``test`` and ``prod``."""
