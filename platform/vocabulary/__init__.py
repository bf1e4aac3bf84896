"""The controlled vocabularies: stages, service lines, modalities, systems, standards, units, places and papers."""
