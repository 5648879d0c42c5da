-- Lots won by at least one small or medium-sized supplier, among lots where the size of a winner is stated.
with won as (
    select
        key, result,
        max(case when lower(size) in ('micro', 'small', 'medium', 'sme') then 1 else 0 end) as is_small,
        max(case when lower(size) in ('micro', 'small', 'medium', 'sme', 'large') then 1 else 0 end) as is_stated
    from winners
    group by key, result
),
awarded as (
    select
        notices.country, notices.buyer, notices.buyer_name, notices.cpv_main, notices.published_on as opened_on,
        notices.year, won.is_small, won.is_stated,
        row_number() over (
            partition by notices.procedure_key, results.lot
            order by notices.published_on desc nulls last, notices.key desc, results.ordinal desc
        ) as age
    from won
    join results on results.key = won.key and results.ordinal = won.result
    join notices on notices.key = won.key
    where notices.stage = 'result'
)
select
    {group}
    cast(coalesce(sum(is_stated), 0) as bigint) as n,
    cast(coalesce(sum(is_small), 0) as bigint) as small,
    cast(sum(is_small) as double) / nullif(sum(is_stated), 0) as small_share,
    count(*) as awarded,
    cast(sum(is_stated) as double) / nullif(count(*), 0) as stated_share
from awarded
where age = 1 and {where}
group by all
order by all
