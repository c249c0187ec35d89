//! The charities as data: one TOML each; the schema is in `domain::profile`.
