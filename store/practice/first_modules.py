"""The eight modules that a new database has: title, and what it is about.

The titles of the programme that councils buy are not public, so these are our own and none is called official.
"""

FIRST_MODULES = (
    ("Where we begin", "Who is in the family, what has happened, and what the parent wants to be different."),
    ("A child’s day", "What each child needs from morning to night at this age, and who gives it today."),
    ("Through the child’s eyes", "What the child sees, hears and feels when things go wrong, and when they go well."),
    ("Safe at home", "Who and what makes home safe or not: people, sleep, medicines, doors, getting help."),
    ("Stress and feelings", "What sets it off, how it feels in the body, and what brings it down."),
    ("Calm limits and praise", "Routines, saying yes and no, noticing what goes well."),
    ("Getting on as grown-ups", "Quarrels, control and respect; parenting together or apart."),
    ("Keeping it going", "Early signs, a plan for bad days, and who helps when the team has gone."),
)
