//! What desk and office say to each other, and the frames it travels in.
