-- Procedures that leave room for new solutions, whether or not one was asked for.
select
    {group}
    count(*) as n,
    count(*) filter (where friendly or innovation) as friendly,
    cast(count(*) filter (where friendly or innovation) as double) / nullif(count(*), 0) as friendly_share
from procedures
where (competition or result) and {where}
group by all
order by all
