"""What happens to classic services over time: tasks, rollouts, traffic, task sets."""
