"""The Data page: choose what to learn from, and look at it."""

from playground.pages.data.page import DataPage as DataPage
