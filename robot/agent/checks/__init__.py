"""The single checks of `tandem doctor`, each a function of the workplace that it looks at."""
