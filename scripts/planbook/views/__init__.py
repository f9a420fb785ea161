"""What a macro shows, worked out beforehand."""
