"""The sections of the configuration, one module each; a module is found by being here."""
