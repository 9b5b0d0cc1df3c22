"""Today: the queue, the customer, the words, and one key to go on."""
