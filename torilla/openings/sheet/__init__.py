"""Application, decision and minutes on paper: an accessible PDF (PDF/UA-1), and plain text to copy."""
