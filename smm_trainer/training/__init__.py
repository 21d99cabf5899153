"""How it is learnt: grading, drawing quizzes, skills, the review schedule. Pure, and seeded where it draws."""
