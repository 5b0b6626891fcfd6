"""How a site looks: templates, styles, scripts, words, and what a theme puts in their place."""
