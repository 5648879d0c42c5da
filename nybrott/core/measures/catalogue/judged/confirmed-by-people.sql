-- Procedures that reached the market, and those among them with a notice in which people have confirmed a weak sign.
-- $confirmed is the list of the keys of these notices, as the judgements stand.
with confirmed as (
    select distinct procedure_key as confirmed_key
    from notices
    where key in (select unnest(cast($confirmed as varchar[])))
)
select
    {group}
    count(*) as n,
    count(confirmed_key) as confirmed,
    cast(count(confirmed_key) as double) / nullif(count(*), 0) as confirmed_share
from procedures left join confirmed on confirmed_key = procedure_key
where (competition or result) and {where}
group by all
order by all
