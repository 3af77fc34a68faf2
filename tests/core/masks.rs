//! What a mask hides, by its rules written a second time.

use proptest::prelude::*;
use wechat_mobile_bind::mask::{mask_contacts, mask_mail, mask_phone};

/// What stands between words, with any white space.
const BETWEEN: &str = " \t\u{3000}\"',;:<>()[]，；：（）、。";

/// A word with an `@` that has other characters on both sides is an address: of what is before its last `@` one
/// character is seen. Of what is left, eleven digits from 13 to 19, after 86 or alone, are a number: its last four and
/// all before the eight last are seen.
fn expected(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_between = |character: &char| character.is_whitespace() || BETWEEN.contains(*character);
    let words = characters.chunk_by(|one, next| is_between(one) == is_between(next));
    let without_addresses: Vec<char> = words.flat_map(without_address).collect();
    let runs = without_addresses.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    runs.flat_map(without_number).collect()
}

fn without_address(word: &[char]) -> Vec<char> {
    let is_other = |character: &char| *character != '@';
    let (first_other, last_other) = (word.iter().position(is_other), word.iter().rposition(is_other));
    let is_address = (0..word.len()).any(|place| {
        word[place] == '@' && first_other.is_some_and(|at| at < place) && last_other.is_some_and(|at| at > place)
    });
    match word.iter().rposition(|character| *character == '@') {
        Some(at) if is_address => word[..1].iter().chain(&['*'; 3]).chain(&word[at..]).copied().collect(),
        _ => word.to_vec(),
    }
}

fn without_number(run: &[char]) -> Vec<char> {
    let length = run.len();
    let is_number = match run {
        ['8', '6', '1', '3'..='9', rest @ ..] => rest.len() == 9,
        ['1', '3'..='9', rest @ ..] => rest.len() == 9,
        _ => false,
    };
    let is_hidden = |place: usize| is_number && (length - 8..length - 4).contains(&place);
    run.iter().enumerate().map(|(place, digit)| if is_hidden(place) { '*' } else { *digit }).collect()
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "(86)?1[3-9][0-9]{9}",
        2 => "[0-9]{9,15}",
        3 => "@{0,2}[a-z0-9.é张]{0,5}@{1,2}[a-z0-9.é张@]{0,6}",
        2 => "[a-z0-9张三é@*+.-]{0,6}",
        4 => prop::sample::select(BETWEEN.chars().map(String::from).collect::<Vec<_>>()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(word, 0..8).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn contacts_are_masked_wherever_they_stand(text in text()) {
        prop_assert_eq!(mask_contacts(&text), expected(&text), "{}", text);
    }

    #[test]
    fn a_mail_address_shows_its_first_character_and_its_domain(mailbox in "[a-z张é@.]{0,8}", domain in "[a-z.张]{0,8}") {
        let first: String = mailbox.chars().take(1).collect();
        prop_assert_eq!(mask_mail(&format!("{mailbox}@{domain}")), format!("{first}***@{domain}"));
    }

    #[test]
    fn of_a_phone_number_nothing_but_digits_is_hidden(text in "[0-9 ()+-]{0,30}", other in any::<String>()) {
        for text in [text, other] {
            let masked = mask_phone(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            for (shown, character) in masked.chars().zip(text.chars()) {
                prop_assert!(shown == character || (shown == '*' && character.is_ascii_digit()));
            }
            prop_assert!(masked.chars().filter(char::is_ascii_digit).count() <= 11);
        }
    }
}

#[test]
fn a_phone_number_shows_four_digits_at_its_end_and_what_more_than_eight_it_has_in_front() {
    for (number, masked) in [
        ("", ""),
        ("1", "*"),
        ("123456", "******"),
        ("1234567", "***4567"),
        ("1234567890", "******7890"),
        ("12345678901", "123****8901"),
        ("12345678901234", "123456****1234"),
        ("123456789012345", "1234567****2345"),
        ("1234567890123456", "1234567*****3456"),
        ("1234567890123456789012", "1234567***********9012"),
        ("+86 (138) 0013-8000", "+86 (138) ****-8000"),
        ("电话１23456789０", "电话１****6789０"),
    ] {
        assert_eq!(mask_phone(number), masked, "{number}");
    }
}

#[test]
fn what_is_no_contact_is_shown() {
    for text in [
        "",
        "@",
        "@@",
        "@name",
        "name@",
        "@@name@@",
        "name @ domain",
        "12345678901",
        "10012345678",
        "1381234567",
        "138123456789",
        "8513812345678",
        "868613812345678",
        "１３８１２３４５６７８",
    ] {
        assert_eq!(mask_contacts(text), text);
    }
    for (text, masked) in [
        ("a@b", "a***@b"),
        ("@a@b", "@***@b"),
        ("a@@b", "a***@b"),
        ("a@b@", "a***@"),
        ("@@a@b@c@@", "@***@"),
        ("é@b 张@c，x@y", "é***@b 张***@c，x***@y"),
        ("13812345678@b", "1***@b"),
        ("a@13812345678", "a***@138****5678"),
        ("x13812345678y8613912345678", "x138****5678y86139****5678"),
        ("\"13812345678\",\"19812345678\"", "\"138****5678\",\"198****5678\""),
    ] {
        assert_eq!(mask_contacts(text), masked);
    }
}

#[test]
fn what_is_no_mail_address_is_hidden_whole() {
    assert_eq!(mask_mail("zhangsan"), "***");
    assert_eq!(mask_mail(""), "***");
    assert_eq!(mask_mail("@"), "***@");
}
