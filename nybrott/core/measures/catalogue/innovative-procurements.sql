-- Procedures that reached the market, and those among them that each lens sees.
select
    {group}
    count(*) as n,
    count(*) filter (where strict) as strict,
    count(*) filter (where declared) as declared,
    count(*) filter (where behavioural) as behavioural,
    count(*) filter (where strict or declared or behavioural) as any_lens,
    count(*) filter (where innovation) as innovation,
    count(*) filter (where partnership) as partnership,
    count(*) filter (where design_contest) as design_contests,
    cast(count(*) filter (where strict) as double) / nullif(count(*), 0) as strict_share,
    cast(count(*) filter (where declared) as double) / nullif(count(*), 0) as declared_share,
    cast(count(*) filter (where behavioural) as double) / nullif(count(*), 0) as behavioural_share,
    cast(count(*) filter (where strict or declared or behavioural) as double) / nullif(count(*), 0) as any_lens_share,
    cast(count(*) filter (where innovation) as double) / nullif(count(*), 0) as innovation_share
from procedures
where (competition or result) and {where}
group by all
order by all
