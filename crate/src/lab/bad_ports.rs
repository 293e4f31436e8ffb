//! Ports that browsers send nothing to: a lab on one of them would be listening, and no page could reach it.

use super::{Alias, Ports};

/// <https://fetch.spec.whatwg.org/#port-blocking>
const BAD: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

/// The first of the lab's ports, listened on or kept closed, that browsers refuse.
pub(super) fn first_among(ports: Ports) -> Option<u16> {
    let listening = ports.listening().into_iter().map(|(port, _)| port);
    listening
        .chain([ports.of(Alias::Closed)])
        .find(|port| BAD.contains(port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lab_on_a_port_that_browsers_refuse_is_found() {
        let first = |base| first_among(Ports::above(base).unwrap());
        assert_eq!(first(48_100), None);
        assert_eq!(first(6664), Some(6665));
        assert_eq!(first(6669), None);
        assert_eq!(first(10_071), Some(10_080));
        assert_eq!(first(10_080), None);
        assert!(BAD.is_sorted());
    }
}
