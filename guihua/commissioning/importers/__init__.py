"""What files say of projects, contracts, budgets and payments: shape and cleaning only."""
