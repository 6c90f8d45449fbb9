//! The migrations, in order.

use db::Migration;

macro_rules! migration {
    ($name:literal) => {
        Migration { name: $name, text: include_str!(concat!("../../migrations/", $name, ".sql")) }
    };
}

/// Every schema change of the product.
pub const MIGRATIONS: &[Migration] = &[
    migration!("0001_people"),
    migration!("0002_programme"),
    migration!("0003_offerings"),
    migration!("0004_signup"),
    migration!("0005_attendance"),
    migration!("0006_award"),
    migration!("0007_messages"),
    migration!("0008_credit_policy"),
    migration!("0009_seats"),
    migration!("0010_certificates"),
    migration!("0011_roles"),
    migration!("0012_people"),
    migration!("0013_term"),
    migration!("0014_announcements"),
    migration!("0015_board"),
    migration!("0016_afterwards"),
    migration!("0017_attendance_files"),
    migration!("0018_sign_in_tries"),
    migration!("0019_office_at_size"),
    migration!("0020_missing_parts"),
    migration!("0021_address_changes"),
    migration!("0022_attendance_words"),
    migration!("0023_power"),
    migration!("0024_mail_lanes"),
    migration!("0025_unasked"),
    migration!("0026_idle"),
    migration!("0027_moved"),
    migration!("0028_pressed"),
    migration!("0029_limits"),
    migration!("0030_address_back"),
    migration!("0031_exports"),
    migration!("0032_retention"),
    migration!("0033_alone"),
    migration!("0034_written"),
    migration!("0035_rush"),
    migration!("0036_words"),
    migration!("0037_opportunities"),
    migration!("0038_trainer_page"),
    migration!("0039_question"),
    migration!("0040_brand"),
    migration!("0041_teaching"),
    migration!("0042_class_board"),
    migration!("0043_left"),
    migration!("0044_level"),
    migration!("0045_hand_over"),
    migration!("0046_evidence"),
    migration!("0047_consent"),
    migration!("0048_several_programmes"),
    migration!("0049_own_pages"),
    migration!("0050_can_teach"),
    migration!("0051_called"),
    migration!("0052_chapters"),
    migration!("0053_parts_of_programmes"),
];
