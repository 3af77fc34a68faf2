//! What a mask hides and what stays readable.

use proptest::prelude::*;
use wechat_mobile_bind::mask::{Numbers, mask_contacts, mask_mail, says_phone};

/// A text, and the same masked.
const PHONES: &[[&str; 2]] = &[
    // Mobile numbers of the mainland, in every way that people write them.
    ["13812345678", "138****5678"],
    ["138-1234-5678", "138-****-5678"],
    ["138 1234 5678", "138 **** 5678"],
    ["138.1234.5678", "138.****.5678"],
    ["130.0000.0025", "130.****.0025"],
    ["138/1234/5678", "138/****/5678"],
    ["138_1234_5678", "138_****_5678"],
    ["138–1234–5678", "138–****–5678"],
    ["138 - 1234 - 5678", "138 - **** - 5678"],
    ["138·1234·5678", "138·****·5678"],
    ["(138)1234-5678", "(138)****-5678"],
    ["138（1234）5678", "138（****）5678"],
    ["13 81 23 45 67 8", "13 8* ** *5 67 8"],
    ["1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"],
    ["1.3.8.1.2.3.4.5.6.7.8", "1.3.8.*.*.*.*.5.6.7.8"],
    ["138\u{a0}1234\u{202f}5678", "138\u{a0}****\u{202f}5678"],
    ["138\u{fffd}1234\u{fffd}5678", "138\u{fffd}****\u{fffd}5678"],
    ["138 2001-01-01", "138 ****-01-01"],
    ["+8613812345678", "+86138****5678"],
    ["+86 138 1234 5678", "+86 138 **** 5678"],
    ["(+86)138-1234-5678", "(+86)138-****-5678"],
    ["+86 (0) 138 1234 5678", "+86 (0) 138 **** 5678"],
    ["86-13812345678", "86-138****5678"],
    ["0086 138 1234 5678", "0086 138 **** 5678"],
    ["013812345678", "0138****5678"],
    ["0 138 1234 5678", "0 138 **** 5678"],
    ["86 (0) 138 1234 5678", "86 (0) 138 **** 5678"],
    ["138****5678", "138****5678"],
    // Digits of other scripts.
    ["１３８１２３４５６７８", "１３８****５６７８"],
    ["＋８６ １３８－１２３４－５６７８", "＋８６ １３８－****－５６７８"],
    ["١٣٨١٢٣٤٥٦٧٨", "١٣٨****٥٦٧٨"],
    ["१३८१२३४५६७८", "१३८****५६७८"],
    ["𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "𝟏𝟑𝟖****𝟓𝟔𝟕𝟖"],
    ["1３8１2３4５6７8", "1３8****５6７8"],
    ["1\u{fe0f}\u{20e3}3\u{fe0f}\u{20e3}812345678", "1\u{fe0f}\u{20e3}3\u{fe0f}\u{20e3}8****5678"],
    // Within a text.
    ["call 13812345678.", "call 138****5678."],
    ["电话13812345678，", "电话138****5678，"],
    ["星期一13812345678", "星期一138****5678"],
    ["tel13912345678", "tel139****5678"],
    ["x13812345678y8613912345678z", "x138****5678y86139****5678z"],
    ["**13812345678**", "**138****5678**"],
    ["<tel:+86-138-1234-5678>", "<tel:+86-138-****-5678>"],
    ["https://wa.me/8613812345678", "https://wa.me/86138****5678"],
    ["13812345678 13912345678", "138****5678 139****5678"],
    ["13812345678/13912345678", "138****5678/139****5678"],
    ["13812345678,139-1234-5678", "138****5678,139-****-5678"],
    ["2024-01-31 13812345678", "2024-01-31 138****5678"],
    ["5 138 1234 5678 9", "5 138 **** 5678 9"],
    ["15 001 234 138 1234 5678", "15 0** **4 138 **** 5678"],
    [r#"{"a":{"b":["138 1234 5678",13812345678]}}"#, r#"{"a":{"b":["138 **** 5678",138****5678]}}"#],
    // Landlines: the trunk prefix and the area code.
    ["(010) 6234-5678", "(010) ****-5678"],
    ["（010）62345678", "（010）****5678"],
    ["010-62345678", "010-****5678"],
    ["01062345678", "010****5678"],
    ["0755-26712345", "0755-****2345"],
    ["0755 2671 2345", "0755 **** 2345"],
    ["0755-26712345 ext 123", "0755-****2345 ext 123"],
    ["0755-26712345-123", "0755-****2345-123"],
    ["0755-26712345转8001", "0755-****2345转8001"],
    ["(10) 6234-5678", "(**) ****-5678"],
    ["86-10-62345678", "86-10-****5678"],
    ["86 0755 26712345", "86 0755 ****2345"],
    ["400-820-8820", "***-***-8820"],
    ["4008-208-820", "****-**8-820"],
    // Abroad.
    ["+1 (415) 555-2671", "+1 (41*) ***-2671"],
    ["+14155552671", "+141****2671"],
    ["(415) 555-2671", "(***) ***-2671"],
    ["415.555.2671", "***.***.2671"],
    ["1-415-555-2671", "1-41*-***-2671"],
    ["+44 20 7946 0958", "+44 20 **** 0958"],
    ["020 7946 0958", "020 **** 0958"],
    ["01 23 45 67 89", "** ** ** 67 89"],
    ["030 123456", "*** **3456"],
    ["02-123-4567", "**-***-4567"],
    ["+852 9123 4567", "+852 **** 4567"],
    ["00852 9123 4567", "00852 **** 4567"],
    ["852-9123-4567", "852-****-4567"],
    ["852 91234567", "852 ****4567"],
    ["+49 30 123456", "+** ** **3456"],
    // A word in front speaks of a phone.
    ["电话：62345678", "电话：****5678"],
    ["手机号码是 4155552671", "手机号码是 ******2671"],
    ["Tel. 6234567", "Tel. ***4567"],
    ["phone (home): 6234-5678", "phone (home): ****-5678"],
    [r#"{"mobile":"62345678"}"#, r#"{"mobile":"****5678"}"#],
    [r#"{"homeTel":62345678}"#, r#"{"homeTel":****5678}"#],
    [r#"{"phones":["62345678","62345679"]}"#, r#"{"phones":["****5678","****5679"]}"#],
];

/// What looks like a phone number, and is masked as well.
const TOO_MUCH: &[[&str; 2]] = &[
    ["订单 13912345678", "订单 139****5678"],
    ["0123456789", "******6789"],
    ["1990-01-31 123", "199*-**-*1 123"],
    ["192.168.10.0/24", "192.***.*0.0/24"],
    ["550e8400-e29b-138-1234-5678", "550e8400-e29b-138-****-5678"],
    ["6222 0212 3456 7890", "6222 0212 **** 7890"],
];

const READABLE: &[&str] = &[
    "",
    // Days, times, ranges of years.
    "2024-01-31",
    "2024/1/31",
    "2024.01.31",
    "31.01.2024",
    "01/31/2024",
    "20240131",
    "2024年1月31日",
    "2024-01-31 08:15:30",
    "2024-01-31T08:15:30.123+0800",
    "20240131081530",
    "2024-01-31-08-15-30",
    "08:30-17:30",
    "1990-01-31 08:00",
    "1990-01-31 - 2000-02-29",
    "1990-1-15 - 2010-2-3",
    "2024-01-15 - 2024-02-29 9:00",
    "1990-2000",
    "2019-2024",
    "1998/2003, 2005",
    "1700000000",
    "1700000000000",
    "UTC+08:00",
    // Numbers of orders, people, banks, books.
    "20261122000113812345678",
    "SO-2024-000123",
    "2024013100012345",
    "123-4567890-1234567",
    "SN0123456789",
    "11010119900307781X",
    "110101199003077813",
    "6222021234567890123",
    "978-7-115-12345-6",
    "6901234567892",
    "12345678901",
    "10012345678",
    "1381234567",
    "138123456789",
    "8513812345678",
    "868613812345678",
    "4155552671",
    "123-45-6789",
    "000123",
    // Identifiers.
    "u-1",
    "a1f13812345678bcdef0123456789abc",
    "5f13812345678e90a1b2c3d4",
    "550e8400-e29b-41d4-a716-446655440000",
    "128a0607-5582-b923-6350-0340ec8f4017",
    "12345678-1381-4234-5678-012345678901",
    "oGZUI0egBJY1zhBYw2KhdUfwVJJE",
    // Versions and addresses of the Internet.
    "1.2.3",
    "10.15.7",
    "138.0.7204.157",
    "17.4.33110.190",
    "4.0.30319.42000",
    "192.168.10.123",
    "192.168.10.123:8080",
    "2001:db8::8a2e:370:7334",
    // Amounts, measures, places.
    "1280.00",
    "158.00-1299.00",
    "¥1,280.00",
    "1,234,567.89",
    "1.234.567,89",
    "3000-5000",
    "8000~12000",
    "0.12345678",
    "116.397428,39.90923",
    "-122.419416",
    "1920 × 1080",
    "100080",
    "94103-1234",
    "02134-1234",
    "150-0001",
    "SW1A 1AA",
    "3021室",
    // Words that speak of a phone or of mail, but no number of that length.
    "true",
    "Mobile Road 12",
    "5 Mail Lane",
    "Telephone Street 100, 94103",
    "hotel 12345678",
    "@",
    "@@",
    "@name",
    "name@",
    "@@name@@",
    "name @ domain",
];

const MAILS: &[[&str; 2]] = &[
    ["zhangsan@example.com", "z***@example.com"],
    ["a@b", "a***@b"],
    ["a@b.com, c@d.com", "a***@b.com, c***@d.com"],
    ["a@b.com;c@d.com c@e.com", "a***@b.com;c***@d.com c***@e.com"],
    ["zhang.san+tag@mail.example.co.uk", "z***@mail.example.co.uk"],
    ["o'brien@example.com", "o***@example.com"],
    ["\"zhang san\"@example.com", "\"***@example.com"],
    ["\"a@b\"@c.com", "\"a***@b\"@c.com"],
    ["张三@例子.公司", "张***@例子.公司"],
    ["é@b 张@c，x@y", "é***@b 张***@c，x***@y"],
    ["zhangsan＠example.com", "z***＠example.com"],
    ["邮箱zhangsan@example.com。", "邮***@example.com。"],
    ["a@b.com和c@d.com", "a***@b.com和***@d.com"],
    ["a@b.com/c@d.com", "a***@b.com/***@d.com"],
    ["<mailto:zhangsan@example.com?subject=x>", "<mailto:z***@example.com?subject=x>"],
    ["zhangsan@[192.168.0.1]", "z***@[192.168.0.1]"],
    ["zhang\u{fffd}san@example.com", "z***@example.com"],
    [r#"{"a":"x@b.com","c":["y@d.com"]}"#, r#"{"a":"x***@b.com","c":["y***@d.com"]}"#],
    // Mistyped.
    ["@zhangsan@example.com", "@z***@example.com"],
    ["zhangsan@@example.com", "z***@example.com"],
    ["zhangsan@example.com@", "z***@example.com@"],
    ["zhangsan@example.com@qq.com", "z***@example.com@qq.com"],
    // With a phone number.
    ["13812345678@qq.com", "1***@qq.com"],
    ["x@13812345678", "x***@138****5678"],
    ["zhangsan@example.com 138-1234-5678", "z***@example.com 138-****-5678"],
    ["z***@example.com", "z***@example.com"],
];

/// The value of a claim that is a phone number.
const CLAIMS: &[[&str; 2]] = &[
    ["", ""],
    ["1", "*"],
    ["110", "***"],
    ["123456", "******"],
    ["1234567", "***4567"],
    ["1234567890", "******7890"],
    ["12345678901", "123****8901"],
    ["138123456789", "1381****6789"],
    ["12345678901234", "123456****1234"],
    ["123456789012345", "1234567****2345"],
    ["1234567890123456", "1234567*****3456"],
    ["1234567890123456789012", "1234567***********9012"],
    ["+86 (138) 0013-8000", "+86 (138) ****-8000"],
    ["+1 (415) 555-2671", "+1 (41*) ***-2671"],
    ["2024-01-31", "****-01-31"],
    ["192.168.10.12", "***.***.10.12"],
    ["0755-26712345 ext 123", "0755-****2345 ext ***"],
    ["13812345678 13912345678", "138****5678 139****5678"],
    ["12345678 12345679", "****5678 ****5679"],
    ["138****5678", "138****5678"],
    ["****5678", "****5678"],
    ["1-800-FLOWERS", "*-***-FLOWERS"],
    ["电话１23456789０", "电话******789０"],
    ["13812345678 zhangsan@example.com", "138****5678 z***@example.com"],
    ["unknown", "unknown"],
];

#[test]
fn a_phone_number_is_masked_however_it_is_written() {
    for [text, masked] in PHONES.iter().chain(TOO_MUCH) {
        assert_eq!(mask_contacts(text, Numbers::Unknown), *masked, "{text}");
    }
}

#[test]
fn what_is_no_contact_is_readable() {
    for text in READABLE {
        assert_eq!(mask_contacts(text, Numbers::Unknown), *text);
    }
}

#[test]
fn each_mail_address_is_masked_by_itself() {
    for [text, masked] in MAILS {
        assert_eq!(mask_contacts(text, Numbers::Unknown), *masked, "{text}");
        assert_eq!(mask_mail(text), *masked, "{text}");
    }
}

#[test]
fn a_claim_that_is_a_phone_number_shows_four_digits_at_its_end_and_what_more_than_eight_it_has_in_front() {
    for [text, masked] in CLAIMS {
        assert_eq!(mask_contacts(text, Numbers::Phones), *masked, "{text}");
    }
}

#[test]
fn a_claim_that_is_a_mail_address_is_masked_whole_if_there_is_none_in_it() {
    for text in ["", "@", "zhangsan", "zhangsan@", "@zhangsan", "zhangsan @ example"] {
        assert_eq!(mask_mail(text), "***", "{text}");
    }
}

#[test]
fn where_a_claims_name_speaks_of_a_phone_any_number_of_that_length_is_one() {
    for name in
        ["phone", "officePhone", "Mobile_no", "telephone", "tel", "homeTel", "TEL", "联系电话", "手机号", "座机"]
    {
        assert!(says_phone(name), "{name}");
    }
    for name in ["", "te", "hotel", "intel", "HOTEL", "name", "email", "话", "机"] {
        assert!(!says_phone(name), "{name}");
    }
    for [text, masked] in [
        ["62345678", "****5678"],
        ["6234567", "***4567"],
        ["4155552671", "******2671"],
        ["62345678 / 62345679", "****5678 / ****5679"],
        ["123456", "123456"],
        ["1700000000", "1700000000"],
        ["1700000000000", "1700000000000"],
        ["1234567890123456", "1234567890123456"],
        ["2024-01-31 08:00", "2024-01-31 08:00"],
        ["17.4.33110.190", "17.4.33110.190"],
        ["Mobile Road 12", "Mobile Road 12"],
    ] {
        assert_eq!(mask_contacts(text, Numbers::Likely), masked, "{text}");
    }
}

/// A phone number: its digits, and the same as somebody writes it.
fn phone() -> impl Strategy<Value = (String, String)> {
    let separators = "[ .·/_–-]{1,2}| - |\u{a0}|\u{3000}|－";
    // Mobile numbers and numbers with a plus may be grouped in any way, area codes are a group.
    let anyhow = (
        prop_oneof!["1[3-9][0-9]{9}", "(86|0|0086)1[3-9][0-9]{9}"],
        prop::collection::vec(any::<bool>(), 15),
        separators,
    )
        .prop_map(|(number, cuts, separator)| {
            let cut =
                |(digit, cut): (char, &bool)| if *cut { format!("{separator}{digit}") } else { digit.to_string() };
            let written: String = number.chars().zip(&cuts).map(cut).collect();
            (number.clone(), written)
        });
    let abroad = ("[1-9][0-9]{0,2}", "[0-9]{7,12}", separators).prop_map(|(country, number, separator)| {
        (format!("{country}{number}"), format!("+{country}{separator}{number}"))
    });
    let landline = ("0[1-9][0-9]{1,2}", "[2-9][0-9]{2,3}", "[0-9]{4}", 0..4).prop_map(|(area, first, last, form)| {
        let written = match form {
            0 => format!("{area}-{first}{last}"),
            1 => format!("({area}) {first}-{last}"),
            2 => format!("{area} {first} {last}"),
            _ => format!("{area}{first}{last}"),
        };
        (format!("{area}{first}{last}"), written)
    });
    prop_oneof![2 => anyhow, 1 => abroad, 1 => landline]
}

/// The digits of a text, whatever their script.
fn digits(text: &str) -> String {
    let zeros = ['0', '０', '٠', '𝟎'];
    let digit = |character: char| {
        zeros.iter().find_map(|zero| char::from_digit((character as u32).checked_sub(*zero as u32)?, 10))
    };
    text.chars().filter_map(digit).collect()
}

proptest! {
    #[test]
    fn no_phone_number_is_shown_whole(
        (number, written) in phone(), zero in prop::sample::select(&['0', '０', '٠', '𝟎'][..]),
        before in "([a-zé张]{0,8}[ é张(\\[\"':,，：]|[0-9]{1,3}[,，：]){0,3}", after in "([(\\[\"':,，：a-zé张]|[,，：][0-9]{1,3}){0,3}",
    ) {
        let of_script = |digit: char| digit.to_digit(10).map_or(digit, |value| char::from_u32(zero as u32 + value).unwrap());
        let text = format!("{before}{}{after}", written.chars().map(of_script).collect::<String>());
        for numbers in [Numbers::Unknown, Numbers::Likely, Numbers::Phones] {
            let masked = mask_contacts(&text, numbers);
            prop_assert!(!digits(&masked).contains(&number), "{} in {}", number, masked);
        }
    }

    #[test]
    fn no_mailbox_is_shown_whole(
        mailbox in "[A-Z][A-Z0-9.+_É张-]{1,10}", domain in "[a-z]{1,8}(\\.[a-z]{2,4}){0,2}",
        before in "([ ,;<(:\"]|[a-z0-9.]{1,6}[ ,])?", after in "[ ,;>)]?[a-z@]{0,4}",
    ) {
        let masked = mask_contacts(&format!("{before}{mailbox}@{domain}{after}"), Numbers::Unknown);
        prop_assert!(!masked.contains(&mailbox), "{} in {}", mailbox, masked);
    }

    #[test]
    fn of_numbers_nothing_but_digits_is_hidden(text in "[0-9 ()+/.-]{0,40}|[\\PC--@＠﹫*]{0,40}") {
        for numbers in [Numbers::Unknown, Numbers::Likely, Numbers::Phones] {
            let masked = mask_contacts(&text, numbers);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            for (shown, character) in masked.chars().zip(text.chars()) {
                prop_assert!(shown == character || (shown == '*' && character.is_numeric()), "{} in {}", character, text);
            }
        }
        let shown = digits(&mask_contacts(&text, Numbers::Phones));
        prop_assert!(shown.is_empty() || shown.len() < digits(&text).len(), "{}", text);
    }
}
