"""Papers in the form of Decree 30/2020/NĐ-CP: how they are laid out and filled; letters, the plan, units' papers."""
