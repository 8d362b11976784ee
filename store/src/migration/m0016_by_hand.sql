-- No legal date is stored: every clock is counted for the day on which somebody looks (decision 0016).
drop table clock;
