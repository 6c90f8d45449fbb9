//! Made-up member files, seeded: for trials, the demo's crowd, and benchmarks. Nobody in them exists.

pub mod attendance;
pub(crate) mod union;

use crate::Random;
use std::{fs, path::Path};

const REGIONS: [&str; 5] = ["Central", "Western", "Northeast", "Southeast", "Metro"];
const TOWNS: [&str; 40] = [
    "Alderton",
    "Harwick",
    "Norbury",
    "Stanmore",
    "Millbrook",
    "Eastlow",
    "Fernhill",
    "Grayport",
    "Hollis",
    "Inkwell",
    "Juniper",
    "Kingsford",
    "Larkmont",
    "Maplecroft",
    "Netherby",
    "Oakhaven",
    "Pinefield",
    "Quarry Hill",
    "Redwater",
    "Saltmarsh",
    "Thornbury",
    "Upton Falls",
    "Valemont",
    "Westerly",
    "Yarrow",
    "Birchmont",
    "Cedarville",
    "Dunmore",
    "Elmstead",
    "Foxborne",
    "Glenrock",
    "Heathrow",
    "Ivyton",
    "Kelton",
    "Lowmoor",
    "Marlow",
    "Newham",
    "Orchard",
    "Penrose",
    "Ridgeway",
];
const FIRST: [&str; 40] = [
    "Ana", "Beth", "Carlos", "Dara", "Elena", "Femi", "Grace", "Hana", "Isaac", "José", "Kofi", "Linh", "Maria",
    "Nadia", "Omar", "Priya", "Quinn", "Rosa", "Sam", "Thi", "Uma", "Víctor", "Wei", "Ximena", "Yusuf", "Zoë", "Amara",
    "Bruno", "Chen", "Dmitri", "Éva", "Fatima", "Gabriel", "Hiro", "Inês", "Jamal", "Keiko", "Luis", "Marta", "Noor",
];
const LAST: [&str; 50] = [
    "Almeida",
    "Brown",
    "Chan",
    "Diaz",
    "Évora",
    "Ferreira",
    "Garcia",
    "Hughes",
    "Ito",
    "Jones",
    "Kim",
    "Lindqvist",
    "Moreau",
    "Nguyễn",
    "O'Brien",
    "Pereira",
    "Quirk",
    "Rossi",
    "Silva",
    "Trần",
    "Ueda",
    "Vega",
    "Walsh",
    "Xu",
    "Young",
    "Zhang",
    "Abebe",
    "Baptiste",
    "Costa",
    "Dubois",
    "Eriksson",
    "Fitzgerald",
    "Gomes",
    "Hall",
    "Ivanova",
    "Jackson",
    "Kowalski",
    "Lopes",
    "Murphy",
    "Novak",
    "Okafor",
    "Pike",
    "Raman",
    "Sok",
    "Tavares",
    "Usman",
    "Vieira",
    "Wu",
    "Yen",
    "Zuma",
];
const CATEGORIES: [&str; 4] = ["teacher", "esp", "higher-ed", "retired"];

/// A made-up local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeLocal {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: &'static str,
}

/// A made-up person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePerson {
    /// Member number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Address at example.org.
    pub email: String,
    /// Their local, by its position.
    pub local: usize,
    /// Kind of membership.
    pub category: &'static str,
}

/// The given number of locals.
#[must_use]
pub fn locals(count: usize) -> Vec<MadeLocal> {
    const KINDS: [&str; 10] = [
        "Education Association",
        "Teachers Association",
        "Educators Union",
        "ESP Association",
        "Regional Educators Association",
        "Faculty Society",
        "Staff Union",
        "Paraeducators Association",
        "Professional Staff Association",
        "Vocational Educators Union",
    ];
    (0..count)
        .map(|n| {
            let (town, kind, more) = (n % TOWNS.len(), n / TOWNS.len(), n / (TOWNS.len() * KINDS.len()));
            let suffix = if more > 0 { format!(" {}", more + 1) } else { String::new() };
            MadeLocal {
                key: format!("made-{n:03}"),
                name: format!("{} {}{suffix}", TOWNS[town], KINDS[kind % KINDS.len()]),
                region: REGIONS[town % REGIONS.len()],
            }
        })
        .collect()
}

/// The given number of people in the given number of locals; a few locals are large, most are small.
#[must_use]
pub fn people(count: usize, locals: usize, seed: u64) -> Vec<MadePerson> {
    let random = Random::seeded(seed);
    (0..count)
        .map(|n| {
            let pick = |list: &[&str]| list[random.below(list.len() as u64) as usize].to_owned();
            let (first, last) = (pick(&FIRST), pick(&LAST));
            // the square pushes people into the first locals
            let at = random.below(1000);
            let local = (at * at) as usize * locals / 1_000_000;
            MadePerson {
                number: format!("S{:07}", n + 1),
                email: format!("member{}@example.org", n + 1),
                name: format!("{first} {last}"),
                local,
                category: CATEGORIES[random.below(4) as usize],
            }
        })
        .collect()
}

/// The two files of made-up people: `locals.csv` and `members.csv`.
#[must_use]
pub fn files(members: usize, local_count: usize, seed: u64) -> (String, String) {
    let made = locals(local_count);
    let mut local_file = "key,name,region\n".to_owned();
    for l in &made {
        local_file += &format!("{},{},{}\n", l.key, l.name, l.region);
    }
    let mut member_file = "number,name,email,local,category\n".to_owned();
    for p in people(members, local_count, seed) {
        member_file += &format!("{},{},{},{},{}\n", p.number, p.name, p.email, made[p.local].key, p.category);
    }
    (local_file, member_file)
}

/// Writes the files.
pub(crate) fn write(folder: &Path, members: usize, locals: usize, seed: u64) -> Result<(), String> {
    let wrong = |e: std::io::Error| format!("{}: {e}", folder.display());
    fs::create_dir_all(folder).map_err(wrong)?;
    let (local_file, member_file) = files(members, locals, seed);
    fs::write(folder.join("locals.csv"), local_file).map_err(wrong)?;
    fs::write(folder.join("members.csv"), member_file).map_err(wrong)?;
    println!("{members} made-up members of {locals} locals are in {}", folder.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_makes_the_same_people_with_numbers_of_their_own() {
        let one = people(500, 40, 7);
        assert_eq!(one, people(500, 40, 7));
        assert_ne!(one, people(500, 40, 8));
        let numbers: BTreeSet<&String> = one.iter().map(|p| &p.number).collect();
        assert_eq!(numbers.len(), 500);
    }
}
