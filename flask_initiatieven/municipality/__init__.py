"""The municipality itself: areas, people, budgets, mandates."""
