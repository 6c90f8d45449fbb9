-- What a team should know names the programme of a part.
update board_target set what = 'part:' || (select p.id from programme p order by p.ordinal limit 1) || '/' || substr(what, 6)
  where what like 'part:%' and exists (select 1 from programme);
