"""Words and marks for templates: formatting only, no query and no rule."""
