"""What every command that serves needs: who is at the door, how much is too much, and where this machine is found."""
