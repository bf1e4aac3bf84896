"""Ranking providers for what is needed, over the catalogue in memory. docs/adr/0009 says why it is built so.

``asked`` makes choices and packages of requirements, ``ground`` holds the catalogue by provider. In ``judging``, ``fit`` and
``wider`` give each provider a score for each criterion, ``hard`` says what a provider misses, ``ranking`` puts it together;
``chains`` plans several packages together, ``telling`` puts it all into words. Arrays are by provider, or by offering in the order of providers; a score is from 0 to 1, and nan is unknown.
"""

ENGINE = "7"
"""Counted up with every change that makes the same question and catalogue give another order."""
