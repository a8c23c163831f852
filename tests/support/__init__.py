"""What the tests share: invented threads, servers, clocks, reports."""
