"""The Generate tab: talk to what has been learned, in the way that suits it."""

from playground.pages.generate.page import GeneratePage

__all__ = ["GeneratePage"]
