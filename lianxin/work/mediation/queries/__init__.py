"""Every read of the mediation module, actor first."""
