"""The labelled corpus of messages, and the statistical second opinion trained on half of it."""
