//! The money of provision as a paper: what the page shows, sums alone for those who see no child's.

use documents::{
    Sheet,
    furniture::Fact,
    papers::{ChildCost, ProvisionMoney},
};
use domain::{Now, money::Pence};

use super::furniture;
use crate::{
    SchoolInfo,
    teaching::{ChildMoney, Money},
};

/// The paper of the money that somebody was shown.
#[must_use]
pub fn provision_money(info: &SchoolInfo, now: Now, money: &Money) -> Sheet {
    let sums = money.sums().into_iter().map(|(label, pence, of)| {
        let text = match of {
            Some(of) => format!("{pence} of {of}"),
            None => pence.to_string(),
        };
        Fact::new(label, text)
    });
    Sheet::from(&ProvisionMoney {
        furniture: furniture::of_school(
            info,
            "Money of provision",
            format!("Funding year {}", money.year_in_words()),
            now.today,
        ),
        sums: sums.collect(),
        counted: money.counted_in_words(),
        children: money.children.iter().map(child).collect(),
        with_children: money.sees_children,
    })
}

fn child(child: &ChildMoney) -> ChildCost {
    let against = &child.against;
    ChildCost {
        name: child.name.clone(),
        class: child.class.clone(),
        to_date: child.cost.to_date.to_string(),
        planned: child.cost.planned.to_string(),
        at_year_end: child.cost.at_year_end().to_string(),
        against: if against.over_threshold > Pence::ZERO {
            format!("{} over", against.over_threshold)
        } else {
            format!("{} left", against.left_of_threshold)
        },
        top_up: if child.expected > Pence::ZERO || child.received > Pence::ZERO {
            format!("{} of {}", child.received, child.expected)
        } else {
            String::new()
        },
        balance: against.balance.to_string(),
    }
}
