-- For wrk: every connection waits so many milliseconds between its requests, to ask at a rate and not at the limit.
function delay() return 3 end
