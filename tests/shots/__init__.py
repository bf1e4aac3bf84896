"""Every page of a running instance as each role sees it: pictures, and what a machine can find wrong with them."""
