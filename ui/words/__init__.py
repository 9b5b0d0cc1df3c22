"""Words for people: codes of the engine as sentences, figures as a person writes them."""
