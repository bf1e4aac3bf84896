"""The catalogue as matching looks at it: offerings, sites, figures and words laid out in arrays, and how they follow its revisions."""
