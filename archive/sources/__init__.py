"""What is watched, and when it is due."""
