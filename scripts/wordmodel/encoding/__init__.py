"""The training of the encoder that the second opinion asks. Needs PyTorch and the pretrained base."""
