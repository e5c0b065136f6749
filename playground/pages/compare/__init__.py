"""The page on which the runs of this session are compared."""

from playground.pages.compare.page import ComparePage as ComparePage
