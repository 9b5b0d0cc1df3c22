"""The agent's answers, one class for each subject; a method is named as its verb."""
