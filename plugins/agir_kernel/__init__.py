"""What every room of Agir shares and no framework knows: errors, figures, clock."""
