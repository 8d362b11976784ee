//! `waymark demo`: the demonstration school in a browser.

use std::{io::Write, net::SocketAddr, path::PathBuf, sync::Arc};

use app::{App, Clock, Random};
use clap::Args as ClapArgs;
use domain::Date;
use web::{Config, Web};

/// `waymark demo`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// The folder of the demonstration (made when it is not there)
    #[arg(long, default_value = "demo-data", value_name = "DIR")]
    data: PathBuf,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_name = "N")]
    port: u16,
    /// Pupils on the roll (without it: 420)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=5000))]
    pupils: Option<u32>,
    /// The same seed and day make the same school (without it: 1)
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// The day that it is in the demonstration; its clock runs on from there
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// How many schools of that size (without it: one, and a small second one)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=500))]
    schools: Option<u32>,
}

/// Runs `waymark demo`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let clock = args.today.map_or_else(Clock::real, Clock::on_day);
    let pupils = args.pupils.unwrap_or(420);
    let plan = demo::Plan {
        pupils,
        seed: args.seed.unwrap_or(1),
        today: clock.now().today,
        schools: args.schools.unwrap_or(2),
        pupils_elsewhere: if args.schools.is_some() { pupils } else { 40 },
    };
    let asked = args.pupils.is_some() || args.seed.is_some() || args.schools.is_some();
    if asked && demo::is_there(&args.data) {
        let folder = args.data.display();
        writeln!(
            err,
            "{folder} holds a demonstration already, which is shown as it was made: --pupils, --seed and --schools \
             change nothing. Remove the folder, or say --data with another, to make a new one."
        )
        .ok();
    }
    let store = match demo::open(&args.data, plan).await {
        Ok(store) => store,
        Err(fault) => {
            writeln!(err, "{fault}").ok();
            return 1;
        }
    };
    let address = SocketAddr::from(([127, 0, 0, 1], args.port));
    let config = Config { public_url: format!("http://{address}"), demo: true, ..Config::default() };
    let app = App::new(store, clock, Random::system()).reached_at(&config.public_url);
    let web = Web { app, config: Arc::new(config) };
    crate::serve::listen(web, address, None, None, out, err).await
}
