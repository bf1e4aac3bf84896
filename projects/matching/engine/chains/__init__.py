"""Who does which package of a whole chain: the ways to have each, the search over them, the routes worth showing."""
