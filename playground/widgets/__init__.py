"""The parts that pages and views are put together from; they know no engine and no session."""
