"""A whole sourcing, driven through the public API alone: our documentation, our demo and our shortest proof in one."""
