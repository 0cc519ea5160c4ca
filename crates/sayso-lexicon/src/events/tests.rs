//! Rule files, well-formed and not.

use super::*;

const GOOD: &str = r#"
[classes]
attack = ["attack", "air strike", "cease-fire"]

[[rule]]
id = "launch-attack"
verb = ["launch", "carry out"]
noun = ["air strike"]
mode = "aerial"
obj = ["@attack", "@armed"]
with = { "on" = [], "against" = ["town"] }
not_with = { "in" = ["crash"] }
recipients = ["obj.nmod:on", "subj+obl:with"]
yes = ["Rebels launched an attack on a post. => Rebels > post"]
no = ["They launched a shop."]
"#;

fn errors(text: &str) -> Vec<String> {
    EventRules::compile(&[("events/ASSAULT.toml", text)])
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_rule_is_found_by_each_trigger() {
    let rules = EventRules::compile(&[("events/ASSAULT.toml", GOOD)]).expect("valid");
    let rule = rules.of_verb("carry").next().expect("indexed by verb");
    assert_eq!(rule.id, "event/ASSAULT/launch-attack");
    assert_eq!(rule.verbs[1].rest, ["out"]);
    assert_eq!(rules.of_noun("strike").count(), 1);
    assert_eq!(rules.of_verb("out").count(), 0);
    let obj = rule.when.obj.as_ref().expect("has a condition");
    assert_eq!(obj.with_head("strike")[0].rest, ["air"]);
    assert_eq!(obj.with_head("fire")[0].rest, ["cease"]);
    assert_eq!(obj.tests, [EntityTest::Armed]);
    assert!(rule.when.with.iter().any(|(p, w)| p == "on" && w.is_any()));
    assert_eq!(rule.yes[0].recipients, ["post"]);
    let joined = &rule.recipients.as_ref().expect("given")[1];
    assert_eq!(joined.len(), 2);
    assert_eq!(joined[1].to_string(), "obl:with");
}

#[test]
fn errors_name_the_place_and_the_cure() {
    let cases = [
        (
            "mode = \"aerial\"",
            "mode = \"visit\"",
            "`visit` is no mode of ASSAULT",
        ),
        ("\"@attack\"", "\"@atack\"", "class `@atack` is not defined"),
        ("no = [", "nope = [", "unknown field `nope`"),
        (
            "no = [\"They launched a shop.\"]",
            "",
            "has no `no` example",
        ),
        ("obl:with", "obl!with", "`obl!with` is no role"),
        (
            "verb = [\"launch\", \"carry out\"]\nnoun = [\"air strike\"]",
            "",
            "has no trigger",
        ),
    ];
    for (from, to, expected) in cases {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{from}");
        let found = errors(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expected), "{found:?}");
    }
    let found = errors(&GOOD.replace("mode = \"aerial\"", "mode = \"visit\""));
    assert!(
        found[0].starts_with("events/ASSAULT.toml:9:8: "),
        "{found:?}"
    );
}

#[test]
fn ids_are_unique_and_types_known() {
    let twice = format!(
        "{GOOD}\n{}",
        GOOD.replace(
            "[classes]\nattack = [\"attack\", \"air strike\", \"cease-fire\"]\n",
            ""
        )
    );
    assert!(errors(&twice)[0].contains("this id is taken"));
    let found = EventRules::compile(&[("events/FIGHT.toml", GOOD)]).expect_err("no such type");
    assert!(found[0].to_string().contains("`FIGHT` is no PLOVER type"));
}

#[test]
fn the_embedded_rules_compile() {
    if let Err(errors) = EventRules::embedded() {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"));
    }
}
