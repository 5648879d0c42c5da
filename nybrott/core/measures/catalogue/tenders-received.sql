-- Tenders received for each lot, as the latest result notice of the procedure says it.
with said as (
    select
        notices.country, notices.buyer, notices.buyer_name, notices.cpv_main, notices.published_on as opened_on,
        notices.year, results.tenders as received,
        row_number() over (
            partition by notices.procedure_key, results.lot
            order by notices.published_on desc nulls last, notices.key desc, results.ordinal desc
        ) as age
    from results
    join notices on notices.key = results.key
    where notices.stage = 'result' and results.tenders is not null
)
select
    {group}
    count(*) as n,
    cast(coalesce(sum(received), 0) as bigint) as tenders,
    cast(sum(received) as double) / nullif(count(*), 0) as mean_tenders,
    cast(median(received) as double) as median_tenders,
    count(*) filter (where received <= 1) as single,
    cast(count(*) filter (where received <= 1) as double) / nullif(count(*), 0) as single_share
from said
where age = 1 and {where}
group by all
order by all
