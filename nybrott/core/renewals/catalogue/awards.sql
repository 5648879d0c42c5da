-- Every contract that an award notice of the lake tells of, one row each: what it says of its end, of its options, of the
-- competition before. A lot of a procedure is one contract; the latest award or modification of it holds, and what that
-- one does not say (tenders, value, conclusion, winner) is taken from the one before. Lots that ended without a winner are left out.
-- What is said of the same lot in the procedure's competition stands in the columns that begin with asked_.
with awarded as (
    select r.key, r.ordinal, r.lot, r.tenders, r.awarded_minor, r.awarded_currency, r.concluded_on,
        n.procedure_key, n.country, n.buyer, n.buyer_name, n.title, n.doffin_ref, n.published_on, n.stage,
        n.cpv_main as notice_cpv, n.awarded_minor as whole_minor, n.awarded_currency as whole_currency,
        count(*) over (partition by r.key) as lots,
        row_number() over later_first as age,
        first_value(r.tenders ignore nulls) over later_first_all as said_tenders,
        first_value(case when r.awarded_minor is not null then {'minor': r.awarded_minor, 'currency': r.awarded_currency} end
            ignore nulls) over later_first_all as said_value,
        first_value(r.concluded_on ignore nulls) over later_first_all as said_concluded,
        first_value(w.names ignore nulls) over later_first_all as said_winners
    from results r
    join notices n using (key)
    left join (
        select key, result, list(name order by ordinal) as names from winners where name <> '' group by all
    ) w on w.key = r.key and w.result = r.ordinal
    where n.stage in ('result', 'modification') and n.buyer <> '' and r.outcome in ('', 'selec-w')
        and (r.outcome = 'selec-w' or w.names is not null or r.awarded_minor is not null or r.concluded_on is not null)
    window later_first as (
            partition by n.procedure_key, r.lot order by n.published_on desc nulls last, r.key desc, r.ordinal
        ),
        later_first_all as (
            partition by n.procedure_key, r.lot order by n.published_on desc nulls last, r.key desc, r.ordinal
            rows between unbounded preceding and unbounded following
        )
),
asked as (
    select n.procedure_key, l.ref as lot, n.key, l.starts_on, l.ends_on, l.duration, l.duration_unit, l.options
    from lots l join notices n using (key)
    where n.stage = 'competition' and l.kind = 'lot' and n.procedure_key in (select procedure_key from awarded)
    qualify row_number() over (
        partition by n.procedure_key, l.ref order by n.published_on desc nulls last, n.key desc, l.ordinal
    ) = 1
),
latest as (
    select a.*, q.key as asked_key, q.starts_on as asked_starts, q.ends_on as asked_ends, q.duration as asked_duration,
        q.duration_unit as asked_unit, q.options as asked_options
    from awarded a left join asked q using (procedure_key, lot)
    where a.age = 1
),
-- only the words around a period or an option, for a text may be long
worded as (
    select t.key, t.lot, string_agg(array_to_string(regexp_extract_all(
        t.content,
        '(?i).{0,90}(opsjon|forleng|lenging|varighe|avtaleperiode|kontraktsperiode|inngås for|option|extend|extension|renew|duration).{0,160}'
    ), ' … '), ' … ' order by t.ordinal) as said
    from texts t
    where t.key in (select key from latest union select asked_key from latest)
        and t.field in ('title', 'description', 'note', 'lot-title', 'lot-description', 'lot-note', 'features')
        and t.language in ('', 'nb', 'nn', 'no', 'en')
    group by all having said <> ''
),
words as (select key, lot, any_value(said) as said from worded group by all)
select a.key, a.ordinal, a.lot, a.procedure_key, a.country, a.buyer, a.buyer_name, a.title,
    coalesce((select content from texts t where t.key = a.key and t.lot = a.lot and t.field = 'lot-title' and a.lot <> '' limit 1), '')
        as lot_title,
    a.doffin_ref, a.published_on, coalesce(nullif(l.cpv_main, ''), a.notice_cpv, '') as cpv, a.said_tenders,
    coalesce(a.said_value.minor, case when a.lots = 1 then a.whole_minor end) as minor,
    coalesce(a.said_value.currency, case when a.lots = 1 and a.whole_minor is not null then a.whole_currency end, '') as currency,
    coalesce(a.said_winners, []) as winners, coalesce(l.framework, '') as framework,
    a.said_concluded, l.starts_on, l.ends_on, l.duration, coalesce(l.duration_unit, ''), coalesce(l.options, ''), l.renewals,
    a.asked_starts, a.asked_ends, a.asked_duration, coalesce(a.asked_unit, ''), coalesce(a.asked_options, ''),
    concat_ws(' … ', mine.said, whole.said), concat_ws(' … ', asked_mine.said, asked_whole.said)
from latest a
left join lots l on l.key = a.key and l.ref = a.lot and l.kind = 'lot'
left join words mine on mine.key = a.key and mine.lot = a.lot and a.lot <> ''
left join words whole on whole.key = a.key and whole.lot = ''
left join words asked_mine on asked_mine.key = a.asked_key and asked_mine.lot = a.lot and a.lot <> ''
left join words asked_whole on asked_whole.key = a.asked_key and asked_whole.lot = ''
order by a.country, a.buyer, a.key, a.ordinal
