"""Images, videos and other files as they are published."""
