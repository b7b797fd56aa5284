"""What is decided about meetings: who counts, who may read, and what a prompt may say."""
