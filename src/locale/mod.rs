//! The words of the program in Arabic and English.
