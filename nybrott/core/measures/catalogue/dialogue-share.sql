-- Announced market dialogues for every announced competition (a fraction, not a percentage). The two are not the same procedures: a
-- Norwegian planning notice carries no identifier that leads to the competition that follows it.
select
    {group}
    count(*) filter (where competition) as n,
    count(*) filter (where market_dialogue) as dialogues,
    cast(count(*) filter (where market_dialogue) as double) / nullif(count(*) filter (where competition), 0)
        as dialogue_share
from procedures
where (competition or market_dialogue) and {where}
group by all
order by all
