"""What programs read: vocabulary, entries, tables, descriptions."""
