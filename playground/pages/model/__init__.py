"""Choose a network, change it, and see what it will be and cost."""

from playground.pages.model.page import ModelPage as ModelPage
