"""One file per picture of what a network does; views alone see arrays.

VIEWS are the lenses that the Train page offers beside the curves, in order.
"""

from playground.views.base import View
from playground.views.samples import Samples

VIEWS: tuple[type[View], ...] = (Samples,)
