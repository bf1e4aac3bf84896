"""What words name: the vocabularies' names, what people in the field say besides, units, provinces, and what medicines are made by."""
