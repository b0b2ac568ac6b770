"""What the control API controls: call counts, faults and held calls."""
