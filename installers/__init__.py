"""What carries Reverie out of the house: the set-up and the packages. Runs before there is an environment."""
