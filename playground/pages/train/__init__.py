"""The page on which a run is watched."""

from playground.pages.train.page import TrainPage as TrainPage
