"""A page's body: each placeholder of its content becomes HTML."""
