"""Paper: HTML and CSS become an accessible, bounded, repeatable PDF."""
