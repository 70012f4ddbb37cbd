"""What the sandbox adds to moto: one module for each thing that AWS has and moto lacks."""
