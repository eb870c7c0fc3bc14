"""What keeps: the safe, observations, memories, search. Imports none of our other rooms."""
