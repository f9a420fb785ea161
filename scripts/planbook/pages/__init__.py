"""From a plan to its pages: path, title, body, and what a page says of itself."""
