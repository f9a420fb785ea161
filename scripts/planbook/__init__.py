"""The engine: from the records of a plan to its site. It knows no word of any plan; a floor imports only from floors below."""
