"""Figures, as ratios taken in one run: this machine is noisy, and so is any other."""
