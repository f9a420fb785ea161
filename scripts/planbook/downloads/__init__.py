"""What readers can take away and what is slow to make: books, workbooks, pictures, the offline copy."""
