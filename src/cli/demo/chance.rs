//! Random numbers from a seed, the same in every run (SplitMix64, Steele, Lea and Flood 2014).

/// A source of random numbers.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// One of its own for each of many things, so that what comes of one does not hang on how many were before it.
    pub fn of(seed: u64, which: u64) -> Chance {
        let mut chance = Chance(seed ^ which.wrapping_mul(0xA24B_AED4_963E_E407));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`; zero where that is zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The high half of the product: even enough for bounds this small beside 2^64.
        let product = u128::from(self.next()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number of a range, both ends included.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something of so many in a hundred happens.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of these; `None` where there is none.
    pub fn of_these<'a, T>(&mut self, these: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(these.len()).unwrap_or(0));
        these.get(usize::try_from(at).unwrap_or(0))
    }

    /// One of these texts.
    pub fn text(&mut self, these: &[&'static str]) -> &'static str {
        self.of_these(these).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same() {
        let few = |seed, which| {
            let mut chance = Chance::of(seed, which);
            [(); 8].map(|()| chance.below(1000))
        };
        assert_eq!(few(1, 2), few(1, 2));
        assert_ne!(few(1, 2), few(1, 3));
        assert_ne!(few(1, 2), few(2, 2));
    }

    #[test]
    fn everything_in_a_range_comes_and_nothing_else() {
        let mut chance = Chance::of(7, 0);
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[usize::try_from(chance.between(1, 6)).unwrap() - 1] += 1;
        }
        assert!(seen.iter().all(|times| *times > 50), "{seen:?}");
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.of_these::<u8>(&[]), None);
    }
}
