"""WordPress: its REST interface and its comment feeds."""
