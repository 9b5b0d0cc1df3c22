"""Tandem's engine: everything that acts, without a window."""

import os

# Before NumPy is imported anywhere: with more threads OpenBLAS lets them spin for a tenth of a second after
# every product, which costs the processor fifty times what the product did.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
