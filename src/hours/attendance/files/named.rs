//! Who the names in a file are: one name on several lines and devices, and several people under one address.

use super::{
    columns::{Column, Columns},
    lines::hash,
    names, ran,
    reader::said,
    table::Table,
};
use crate::{
    ground::fold::fold,
    people::{fold_email, name_key, turned_name},
};
use std::collections::BTreeMap;

/// One name of a file, on however many lines and devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// What it is called in forms and decisions.
    pub hash: String,
    pub name: String,
    pub email: String,
    pub number: String,
    /// Whether the file says that they ran the meeting.
    pub host: bool,
    /// Whether the file has other people under the same address or number.
    pub shared: bool,
}

impl Named {
    /// The name in a row, and how it is written there; `None` where it names nobody. `runs`: whether its section lists
    /// those who ran the meeting.
    pub fn of(cells: &[String], table: &Table, columns: &Columns, runs: bool) -> Option<(Self, String)> {
        let cell = |column| said(columns.cell(cells, column)).to_owned();
        let written = whole_name([Column::Name, Column::First, Column::Last, Column::SecondLast].map(cell));
        let marked = ran::is_marked(&written);
        let name = unmarked(&written);
        let email = cell(Column::Email);
        let email = if crate::people::is_address(&email) { email } else { String::new() };
        let number = cell(Column::Number);
        let key = match (email.as_str(), number.as_str()) {
            ("", "") => format!("name:{}", name_key(&name)),
            ("", number) => format!("number:{}", fold(number)),
            (email, _) => format!("email:{}", fold_email(email)),
        };
        if key == "name:" {
            return None;
        }
        let head = columns.place(Column::Role).and_then(|at| table.heads.get(at)).map_or("", String::as_str);
        let by_role = ran::by_role(&cell(Column::Role), head, &[&name, &email]);
        let by_file = table.ran.contains(&fold_email(&email)) || table.ran.contains(&fold_email(&name));
        let cut = |text: &str| text.chars().take(kit::form::LONGEST).collect::<String>();
        let named = Self {
            hash: hash("who", &key),
            name: cut(&name),
            email,
            number: cut(&number),
            host: runs || marked || by_role || by_file,
            shared: false,
        };
        Some((named, cut(&written)))
    }
}

/// Up to this many different names under one address or number are matched by likeness; beyond that, only if identical.
const ALIKE: usize = 50;

/// Where the names of a file are, by their address or number.
#[derive(Default)]
pub(super) struct Places {
    of: BTreeMap<String, Vec<usize>>,
    /// The same, by the name in its comparable form: most rows repeat an earlier name.
    same: BTreeMap<(String, String), usize>,
}

impl Places {
    /// The place of a name among the names.
    pub fn of(&mut self, names: &mut Vec<Named>, named: &Named) -> usize {
        let known = self.of.entry(named.hash.clone()).or_default();
        let key = (named.hash.clone(), name_key(&named.name));
        let is_same = |p: &usize| fits(&names[*p], named) && name_key(&names[*p].name) == key.1;
        let before = self.same.get(&key).copied().filter(is_same);
        let alike = || if known.len() <= ALIKE { place_of(names, known, named) } else { None };
        let place = before.or_else(alike).unwrap_or_else(|| {
            known.push(names.len());
            names.push(another(named, known.len()));
            names.len() - 1
        });
        self.same.entry(key).or_insert(place);
        names[place].host |= named.host;
        if names::says_more(&named.name, &names[place].name) {
            names[place].name.clone_from(&named.name);
        }
        place
    }

    /// Names that share their address or number with others.
    pub fn shared(&self) -> impl Iterator<Item = usize> {
        self.of.values().filter(|p| p.len() > 1).flatten().copied()
    }
}

/// Whether two rows under one address or number can be one person's.
fn fits(known: &Named, named: &Named) -> bool {
    let (one, other) = (&known.number, &named.number);
    (one.is_empty() || other.is_empty() || one == other) && names::alike(&known.name, &named.name)
}

/// Which of the names under one address or number a name is: the only one that it can be. A device without a name,
/// under an address shared by several people, is none of them.
fn place_of(names: &[Named], known: &[usize], named: &Named) -> Option<usize> {
    let same = |p: &&usize| name_key(&names[**p].name) == name_key(&named.name);
    let fits = |p: &&usize| fits(&names[**p], named);
    let can = |p: &&usize| fits(p) && (known.len() == 1 || !names::is_nobodys(&names[**p].name));
    let mut found = known.iter().filter(can);
    known.iter().filter(fits).find(same).or_else(|| found.next().filter(|_| found.next().is_none())).copied()
}

/// A name that is the first, second... under its address or number: a school's or a couple's address stands for several.
fn another(named: &Named, nth: usize) -> Named {
    match nth {
        0 | 1 => named.clone(),
        _ => Named { hash: hash("who", &format!("{}\0{}", named.hash, name_key(&named.name))), ..named.clone() },
    }
}

/// The name in a row: from its parts, or whole. A column of whole names next to one of family names may hold first
/// names only.
fn whole_name([whole, first, last, second]: [String; 4]) -> String {
    let family = format!("{last} {second}");
    let has_family = name_key(&family).split(' ').all(|w| name_key(&whole).split(' ').any(|own| own == w));
    let name = match (first.is_empty(), family.trim().is_empty()) {
        (true, true) => whole,
        (true, false) if has_family => whole,
        (true, false) => format!("{whole} {family}"),
        (false, _) => format!("{first} {family}"),
    };
    turned_name(&name)
}

/// A name without what meetings add to it: "Ana Lima (she/her)", "Ana Lima (Host)", "Ana Lima # 2".
fn unmarked(name: &str) -> String {
    let bare = name.split_once(['(', '[']).map_or(name, |(before, _)| before).trim();
    if bare.is_empty() { name.to_owned() } else { bare.to_owned() }
}
