//! Arabic text for terminals: folding, shaping, ordering, carets, digits, keyboard positions. Pure.
