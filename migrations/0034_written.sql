-- What a file wrote into a session is looked for when the class moves.
create index attendance_written_session on attendance_written (session_id);
