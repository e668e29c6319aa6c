"""Every read of the sessions module, actor first."""
