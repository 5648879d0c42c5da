"""Peer challenge: others are invited to challenge a problem statement, a dialogue plan, an evaluation plan or a case, and hear what was changed because of it.

Promises: reviewers see a frozen copy of exactly what the owner chose to share, and nothing else; nobody sees another's answer before they have sent their own or
the deadline has passed, so that nobody copies; each point is answered with what was changed or why not; suppliers and guests see nothing.
Holds: reviews with their frozen copy and questions, invitations, answers with points, questions asked for clarity.
Does not: hold what is challenged, change it by itself, know networks or contact points.
"""
