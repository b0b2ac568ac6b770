"""What AWS does where nobody knows it: each open question of the sandbox is put to AWS by calls, and the answer written down."""
