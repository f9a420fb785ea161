"""Every drawing as plain coordinates: axes and ticks, marks, lines, labels. Macros draw what stands here."""
