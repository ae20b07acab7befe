"""The small pictures of the controls, and the program's icon: drawn once, and kept in `resources/icons` as they are."""
