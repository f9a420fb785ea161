"""What may be said: the model, the loader, the form of a problem, the guide."""
