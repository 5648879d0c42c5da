-- What became of announced market dialogues: known links and guesses are told apart, and each dialogue has one at most.
with first as (
    select *, row_number() over (partition by procedure_key order by published_on nulls last, key) as age
    from notices
    where market_dialogue
),
dialogues as (
    select
        first.country, first.buyer, first.buyer_name, first.cpv_main, first.published_on as opened_on, first.year,
        guesses.known_by, guesses.days
    from first
    left join guesses on guesses.key = first.key
    where first.age = 1
)
select
    {group}
    count(*) as n,
    count(*) filter (where known_by <> 'guess') as identified,
    count(*) filter (where known_by = 'guess') as guessed,
    cast(count(*) filter (where known_by <> 'guess') as double) / nullif(count(*), 0) as identified_share,
    cast(count(*) filter (where known_by = 'guess') as double) / nullif(count(*), 0) as guessed_share,
    cast(sum(days) filter (where known_by <> 'guess') as double) / nullif(count(*) filter (where known_by <> 'guess'), 0)
        as mean_days_identified,
    cast(median(days) filter (where known_by <> 'guess') as double) as median_days_identified,
    cast(sum(days) filter (where known_by = 'guess') as double) / nullif(count(*) filter (where known_by = 'guess'), 0)
        as mean_days_guessed,
    cast(median(days) filter (where known_by = 'guess') as double) as median_days_guessed
from dialogues
where {where}
group by all
order by all
