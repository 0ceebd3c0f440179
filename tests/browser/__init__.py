"""What only a browser can show: the demo intranet, clicked through."""
