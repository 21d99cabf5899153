"""The app in a browser for a class: one journal per learner, sessions that are counted, nothing served that was not asked for."""
